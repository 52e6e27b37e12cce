"""Makes a new page from its template: make new KIND=chapter SECTION=metrics NAME=log-loss. Must not import MkDocs."""

import argparse
import re
import sys
from pathlib import Path

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TEMPLATES = {
    "chapter": "docs/concepts/_template.md",
    "people-chapter": "docs/behavioral/_template.md",
    "notebook": "docs/notebooks/_template.py",
    "company": "docs/companies/_template.md",
    "exercise": "docs/exercises/python/_template.md",
    "query": "docs/exercises/sql/_template.md",
    "interview": "docs/interviews/_template.md",
}
FOLDERS = {"notebook": "notebooks", "company": "companies", "exercise": "exercises/python", "query": "exercises/sql",
           "interview": "interviews"}  # fmt: skip
BLANK = "FILL"  # a page that still holds this word does not pass `make check`


def made(root: Path, kind: str, section: str, name: str) -> Path:
    """Writes the new page and returns its path. Raises `ValueError` with a sentence that says what to mend."""
    if kind not in TEMPLATES:
        raise ValueError(f"KIND={kind} is none of {', '.join(TEMPLATES)}")
    section = FOLDERS.get(kind, section)
    if not NAME.fullmatch(name):
        raise ValueError(f"NAME={name or '…'} becomes an address: use lower-case letters, digits and hyphens")
    folder = root / "docs" / section
    if not section or not (folder / "index.md").exists():
        known = sorted(path.parent.name for path in (root / "docs").glob("*/index.md"))
        raise ValueError(
            f"SECTION={section or '…'} is no section; use one of {', '.join(known)}, or add docs/{section}/index.md"
        )
    path = folder / (name + (".py" if kind == "notebook" else ".md"))
    if path.exists():
        raise ValueError(f"{path.relative_to(root)} exists already; choose another NAME or edit it")
    title = name.replace("-", " ").capitalize()
    text = (root / TEMPLATES[kind]).read_text("utf-8").replace("{title}", title).replace("{name}", name)
    path.write_text(text, "utf-8")
    return path


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("kind", "section", "name"):
        options.add_argument(f"--{name}", default="")
    given = options.parse_args()
    root = Path.cwd()
    try:
        path = made(root, given.kind or "chapter", given.section, given.name)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    blanks = path.read_text("utf-8").count(BLANK)
    print(f"{path.relative_to(root)} is made. Fill its {blanks} places marked {BLANK}.")
    print("make serve shows it; make check says what is missing.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
