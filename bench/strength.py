"""How many small changes of each exercise's solution its tests catch."""

from pathlib import Path

from studyguide import exercise, intake

ROOT = Path(__file__).resolve().parents[1]


def measure() -> dict[str, exercise.Strength]:
    found = [exercise.read(page) for page in intake.read(ROOT)[0] if exercise.language(page) == "python"]
    return {e.page.name.rsplit("/", 1)[1]: exercise.strength(e) for e in found}
