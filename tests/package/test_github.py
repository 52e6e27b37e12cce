"""The way to production: workflows with least rights, actions by commit, forms that are valid."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(BIN / command[0]), *command[1:]], capture_output=True, text=True, check=False)


def test_workflows_are_safe() -> None:
    told = run("zizmor", "--offline", "--no-progress", "--persona=pedantic", str(GITHUB))
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ("github-workflows", [str(path) for path in WORKFLOWS]),
        ("dependabot", [str(GITHUB / "dependabot.yml")]),
        ("github-issue-forms", [str(GITHUB / f"ISSUE_TEMPLATE/{name}.yml") for name in ("error", "topic")]),
        ("github-issue-config", [str(GITHUB / "ISSUE_TEMPLATE/config.yml")]),
    ],
)
def test_files_follow_their_schema(schema: str, names: list[str]) -> None:
    told = run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *names)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_least_rights_and_pinned_actions(path: Path) -> None:
    text = path.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in text
    uses = re.findall(r"uses: (\S+)", text)
    assert uses
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action in uses)
    if "pull_request" in workflow[True]:
        assert "secrets." not in text
        assert all(job["permissions"] == {"contents": "read"} for job in workflow["jobs"].values())


def test_workflows_stay_small() -> None:
    assert sum(path.read_text("utf-8").count("\n") for path in WORKFLOWS) <= 200


def test_the_prefilled_report_opens_the_form_for_errors() -> None:
    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE/error.yml").read_text("utf-8"))
    assert "page" in [field["id"] for field in form["body"]]
    assert "template" in "".join((ROOT / "studyguide/guide.py").read_text("utf-8").partition("error.yml")[0][-40:])


def test_contributing_is_short() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text("utf-8").split()) <= 350


def test_nothing_names_a_registry_or_holds_what_is_derived() -> None:
    names = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not [n for n in names if re.search(r"\.(ipynb|wasm|whl|apkg|min\.js|woff2?|zip|db)$", n)]
    for name in names:
        if name.endswith((".txt", ".json", ".yml", ".toml", "Makefile", ".npmrc")):
            text = (ROOT / name).read_text("utf-8")
            assert not re.search(r'"resolved": *"http|index-url +http|--find.links|registry *=', text), name
