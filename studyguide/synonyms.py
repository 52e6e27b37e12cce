"""Several names of one thing: a line each in `snippets/synonyms.csv`, for search. Must not import MkDocs."""

import csv
from pathlib import Path

from studyguide.fault import Fault

PATH = Path(__file__).resolve().parents[1] / "snippets/synonyms.csv"


def groups(path: Path = PATH) -> list[list[str]]:
    """The names of each thing. Raises `Fault` for a line with one name, or a name that stands twice."""
    found: list[list[str]] = []
    seen: set[str] = set()
    place = f"snippets/{path.name}"
    for number, names in enumerate(csv.reader(path.read_text("utf-8").splitlines(), skipinitialspace=True), 1):
        if len(names) < 2 or not all(map(str.strip, names)):
            raise Fault(place, number, "the line has no two names for one thing", "write them with commas between them")
        for name in names:
            if name.lower() in seen:
                raise Fault(place, number, f"`{name}` stands twice", "join the two lines, or delete one of the names")
            seen.add(name.lower())
        found.append(names)
    return found
