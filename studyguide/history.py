"""When each file last changed, from git in one call. Must not import MkDocs."""

import subprocess
from pathlib import Path


def last_changes(root: Path, folder: str = "docs") -> dict[str, str]:
    """Each file under `folder` with the time (ISO, with zone) of its last commit; empty outside a git checkout."""
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", "log", "--format=%x00%cI", "--name-only",
               "--no-renames", "--", folder]  # fmt: skip
    try:
        log = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    changes: dict[str, str] = {}
    for commit in log.split("\0")[1:]:
        time, *names = commit.split("\n")
        for name in names:
            if name:
                changes.setdefault(name, time)
    return changes
