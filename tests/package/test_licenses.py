"""What of others is shipped: named, licensed so that it may be, and listed for machines."""

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import get_spdx_licensing

from studyguide import licenses, runtime, sbom, web
from studyguide.fault import Fault

ROOT = Path(__file__).resolve().parents[2]
SPDX = get_spdx_licensing()
# Anyone may pass these on, in a work under any license, with their text beside it or (MPL) their source named.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-CMU", "MPL-2.0", "OFL-1.1",
    "PSF-2.0", "Python-2.0.1", "Zlib", "blessing",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> list[licenses.Component]:
    return licenses.components(ROOT, runtime.prepare(print))


def refused(found: list[licenses.Component]) -> list[str]:
    return [c.name for c in found if not c.license or not set(SPDX.license_keys(c.license)) <= ALLOWED]


def test_all_that_is_shipped_may_be(shipped: list[licenses.Component]) -> None:
    assert refused(shipped) == []
    assert [c.name for c in shipped if SPDX.validate(c.license).errors] == []


@pytest.mark.parametrize("license_", ["GPL-3.0-only", "MIT AND CC-BY-NC-4.0", "", "SSPL-1.0"])
def test_a_license_that_binds_readers_is_refused(license_: str) -> None:
    assert refused([licenses.Component("x", "1", license_, "", "", "", "")]) == ["x"]


def test_every_copy_comes_with_the_text_its_license_asks_for(shipped: list[licenses.Component]) -> None:
    without = {c.name for c in shipped if not c.text}
    assert without == {
        "CPython",
        "KaTeX fonts",
        "Material Design Icons",
        "SQLite",
        "pyodide",
    }  # named with their source
    assert all(re.match(r"https://[\w.-]+/?", c.source) for c in shipped)
    notices = licenses.notices(shipped)
    assert notices.count("Permission is hereby granted, free of charge") >= 15
    assert "Redistributions in binary form must reproduce" in notices


def test_every_bundled_package_and_every_wheel_is_named(shipped: list[licenses.Component]) -> None:
    named = {c.name for c in shipped}
    assert {"ts-fsrs", "@codemirror/view", "sql.js"} <= web.bundled() <= named
    folder = runtime.prepare(print)
    assert folder is not None
    wheels = {re.sub(r"[-_.]+", "-", path.name.split("-")[0]).lower() for path in folder.glob("*.whl")}
    assert wheels <= {re.sub(r"[-_.]+", "-", name).lower() for name in named}


def test_every_line_of_the_table_is_needed(shipped: list[licenses.Component]) -> None:
    named = {c.name for c in shipped}
    stated = [line.split(",")[0] for line in (ROOT / licenses.TABLE).read_text("utf-8").splitlines()[1:]]
    assert [name for name in stated if name not in named] == []


def test_a_license_that_is_nowhere_stated_is_told(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    (tmp_path / licenses.TABLE).write_text("name,license,source\n", "utf-8")
    with pytest.raises(Fault, match=r"no license is stated for .*KaTeX fonts"):
        licenses.components(tmp_path, None)


def test_the_bill_follows_its_schema_and_holds_everything(shipped: list[licenses.Component]) -> None:
    text = sbom.bill(shipped, ROOT)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text.replace('"required"', '"perhaps"')) is not None
    found = {entry["purl"]: entry for entry in json.loads(text)["components"]}
    assert {c.purl for c in shipped} <= found.keys()
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines():
        if match := re.match(r"([\w.-]+)==([^\s;\\]+)", line):
            assert found[f"pkg:pypi/{match[1]}@{match[2]}"]["hashes"]
    by_name = {entry["name"]: entry for entry in found.values()}
    assert by_name["katex"]["hashes"]
    assert by_name["katex"]["scope"] == "required"
    assert by_name["typescript"]["scope"] == "excluded"


def test_the_same_inputs_give_the_same_bill(shipped: list[licenses.Component]) -> None:
    assert sbom.bill(shipped, ROOT) == sbom.bill(list(reversed(shipped)), ROOT)
