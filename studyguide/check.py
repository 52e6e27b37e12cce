"""Checks the pages' sources in seconds: python -m studyguide.check [--fix] [PAGE…]. Must not import MkDocs."""

import argparse
import sys
from pathlib import Path

from studyguide import (
    abbreviations,
    coverage,
    exercise,
    intake,
    interviews,
    katex,
    sources,
    standard,
    synonyms,
    wordings,
)
from studyguide.fault import Fault

SORTED = ("snippets/sources.md", "snippets/abbreviations.md", "snippets/synonyms.csv", wordings.PATH)


def faults(root: Path) -> list[Fault]:
    """Every fault of the sources: what stops a build, what falls short of the standard, what is unsorted."""
    pages, found = intake.read(root)
    for read in (sources.works, abbreviations.abbreviations, katex.macros, synonyms.groups):
        try:
            read()  # type: ignore[operator]
        except Fault as error:
            found.append(error)
    found += [fault for page in pages for fault in (*standard.faults(page), *exercise.faults(page))]
    found += [*interviews.faults(pages), *coverage.faults(root, pages), *wordings.faults(root, pages)]
    for name in SORTED:
        lines = (root / name).read_text("utf-8").splitlines()
        if lines != in_order(lines):
            found.append(Fault(name, 1, "the lines are not in order", "mend it: make fix"))
    return found


def in_order(lines: list[str]) -> list[str]:
    return sorted((line for line in lines if line.strip()), key=lambda line: (line.lower(), line))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--fix", action="store_true", help="sort the snippets")
    options.add_argument("pages", nargs="*", help="show only the faults of these pages")
    given = options.parse_args()
    root = Path.cwd()
    if given.fix:
        for name in SORTED:
            path = root / name
            path.write_text("\n".join(in_order(path.read_text("utf-8").splitlines())) + "\n", "utf-8")
    found = [fault for fault in faults(root) if not given.pages or fault.path in given.pages]
    for fault in found:
        print(fault, file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
