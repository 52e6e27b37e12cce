"""Runs one notebook in a process of its own: `python -m studyguide.execute IN OUT`.

Started by `notebooks`, which ends it and its kernel when the time is up. Figures come out as SVG.
Writes a JSON object with `error` and `line` to standard output when a cell raises.
"""

import json
import re
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

SETUP = "%config InlineBackend.figure_formats = ['svg']"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def main(source: str, target: str) -> int:
    notebook = nbformat.read(source, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(SETUP))
    try:
        NotebookClient(notebook, kernel_name="python3", store_widget_state=False).execute()
    except CellExecutionError as error:
        json.dump({"error": f"{error.ename}: {error.evalue}", "line": _raising_line(error)}, sys.stdout)
        return 1
    del notebook.cells[0]
    for number, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), 1):
        cell.execution_count = number
        cell.metadata.pop("execution", None)
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = number
    nbformat.write(notebook, target)
    return 0


def _raising_line(error: CellExecutionError) -> str:
    """The source line of the cell that raised, as IPython's traceback marks it."""
    marked = re.findall(r"^-+>\s*\d+\s(.*)$", ANSI.sub("", error.traceback), re.MULTILINE)
    return str(marked[0]) if marked else ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
