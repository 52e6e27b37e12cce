"""What of others the site ships to readers, each with its license. Must not import MkDocs.

A package's own statement counts; `snippets/licenses.csv` states what a package says in no standard form,
and what travels inside another package.
"""

import csv
import importlib.metadata
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from functools import cache
from pathlib import Path

from studyguide import web
from studyguide.fault import Fault

TABLE = "snippets/licenses.csv"
LICENSE = re.compile(r"(?:^|/)(?:licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)
PYTHON, SCRIPTS, FORMULAS, THEME = "Python in the browser", "Our scripts", "Formulas", "Theme"


@dataclass(frozen=True)
class Component:
    """One package: `license` is an SPDX expression, `purl` its package URL, `text` what must go with a copy."""

    name: str
    version: str
    license: str
    purl: str
    source: str
    part: str
    text: str


@cache
def components(root: Path, python: Path | None) -> list[Component]:
    """All that readers' browsers are sent and others wrote, by part and name.

    `python` is the folder of the browser's Python, if the site has it. Raises `Fault` if a license is nowhere stated.
    """
    stated = {row["name"]: row for row in csv.DictReader((root / TABLE).read_text("utf-8").splitlines())}
    found = [*_theme(stated), *_scripts(stated), *(_python(python, stated) if python else ())]
    unstated = [c.name for c in found if not c.license]
    if unstated:
        raise Fault(TABLE, 1, f"no license is stated for {', '.join(unstated)}",
                    "read it in the package and add a line: name, SPDX expression, address of the source")  # fmt: skip
    return sorted(found, key=lambda component: (component.part, component.name.lower()))


def notices(found: list[Component]) -> str:
    """The license texts as one file, as the licenses ask: each text goes with the copy."""
    parts = [f"{c.name} {c.version}\n{c.license}\n{c.source}\n\n{c.text.strip()}\n".rstrip() for c in found]
    return ("\n\n" + "=" * 78 + "\n\n").join(parts) + "\n"


def _theme(stated: dict[str, dict[str, str]]) -> Iterator[Component]:
    material = importlib.metadata.distribution("mkdocs-material")
    texts = [f.read_text() for f in material.files or () if f.name == "LICENSE"]
    yield Component("mkdocs-material", material.version, material.metadata["License-Expression"] or "",
                    f"pkg:pypi/mkdocs-material@{material.version}", "https://github.com/squidfunk/mkdocs-material",
                    THEME, "\n".join(texts))  # fmt: skip
    yield _inside("Material Design Icons", "", THEME, stated)


def _scripts(stated: dict[str, dict[str, str]]) -> Iterator[Component]:
    for name in sorted(web.bundled() | {"katex", "sql.js"}):
        yield _npm(name, FORMULAS if name == "katex" else SCRIPTS)
    yield _inside("KaTeX fonts", _npm("katex", FORMULAS).version, FORMULAS, stated)
    yield _inside("SQLite", "", SCRIPTS, stated)


def _python(folder: Path, stated: dict[str, dict[str, str]]) -> Iterator[Component]:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    yield _npm("pyodide", PYTHON)
    yield _inside("CPython", manifest["python"], PYTHON, stated)
    for wheel in sorted(folder.glob("*.whl")):
        yield _wheel(wheel, stated)


def _wheel(path: Path, stated: dict[str, dict[str, str]]) -> Component:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        about = next(name for name in names if name.endswith(".dist-info/METADATA"))
        fields = Parser().parsestr(archive.read(about).decode())
        texts = [archive.read(name).decode("utf-8", "replace") for name in sorted(names) if LICENSE.search(name)]
    name, version = fields["Name"], fields["Version"]
    row = stated.get(name, {"license": fields["License-Expression"] or "", "source": _home(fields)})
    return Component(name, version, row["license"], f"pkg:pypi/{name}@{version}",
                     row["source"], PYTHON, "\n\n".join(texts))  # fmt: skip


def _home(fields: Message) -> str:
    named = [address.split(", ", 1)[-1] for address in fields.get_all("Project-URL") or ()]
    return next((address for address in named if "github.com" in address), fields["Home-page"] or "")


def _npm(name: str, part: str) -> Component:
    folder = web.MODULES / name
    about = json.loads((folder / "package.json").read_text("utf-8"))
    texts = [path.read_text("utf-8") for path in sorted(folder.iterdir()) if LICENSE.search(path.name)]
    version = about["version"]
    return Component(name, version, about.get("license", ""), f"pkg:npm/{name.replace('@', '%40')}@{version}",
                     _repository(about["repository"]), part, "\n\n".join(texts))  # fmt: skip


def _repository(stated: str | dict[str, str]) -> str:
    """npm's forms of an address: `git+https://host/a/b.git`, `git@host:a/b.git`, `github:a/b`."""
    address = stated if isinstance(stated, str) else stated["url"]
    place = re.sub(r"^(?:git\+)?(?:ssh|https?|git):(?://)?(?:git@)?|^git@|^github:|\.git$", "", address).replace(
        ":", "/"
    )
    return "https://" + (place if "." in place.split("/")[0] else f"github.com/{place}")


def _inside(name: str, version: str, part: str, stated: dict[str, dict[str, str]]) -> Component:
    row = stated.get(name, {"license": "", "source": ""})
    slug = name.lower().replace(" ", "-")
    return Component(name, version, row["license"], f"pkg:generic/{slug}{f'@{version}' if version else ''}",
                     row["source"], part, "")  # fmt: skip
