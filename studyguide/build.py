"""Commands that build and serve the site: faults as lines, and never a half-built `site/`.

python -m studyguide.build site            builds elsewhere, checks, then replaces site/
python -m studyguide.build serve           the site at 127.0.0.1, built anew at each edit
"""

import argparse
import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

import mkdocs.commands.build
import mkdocs.commands.serve
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from pymdownx.snippets import SnippetMissingError

from studyguide import assets, frames, offline, published, styles
from studyguide.fault import Fault, Faults, Source, fault

ABOUT = re.compile(
    r"Doc file '([^']+)' contains (?:a|an unrecognized relative|an absolute) link '([^']+)', (?:but )?(.*)"
)


class Collect(logging.Handler):
    """Keeps what MkDocs warns of, as lines of ours: file, line, fault, cure."""

    def __init__(self, root: Path) -> None:
        super().__init__(logging.WARNING)
        self.root = root
        self.lines: list[str] = []
        self.links = False

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if text.startswith(("Error reading page", "Error building page", "A 'dirty' build")):
            return
        about = ABOUT.match(text)
        if about:
            path = f"docs/{about[1]}"
            source = Source(path, (self.root / path).read_text("utf-8"))
            what = f"the link `{about[2]}` does not hold: {about[3].rstrip('.')}"
            text = str(Fault(path, source.line_of(about[2]), what, "link to an existing page by its relative path"))
            self.links = True
        elif self.links and any(": the link `" in line for line in text.splitlines()):
            return  # our own check of the built pages finds the same links again
        self.lines.append(text)


def build(root: Path, site: Path) -> list[str]:
    """Builds the pages of `root` into `site`, which must not exist yet. Returns the faults, a line each."""
    collect = Collect(root)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collect)
    logger.propagate = False
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(site), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs.commands.build.build(config)
        styles.lighten(site, config.plugins["studyguide"].guide.words)  # type: ignore[attr-defined]
        moved = assets.moved_pages(config.plugins["studyguide"].guide.pages)  # type: ignore[attr-defined]
        collect.lines += map(str, published.faults(root, site, moved))
        if not collect.lines:
            offline.finish(site, config.site_url or "/", wanted=os.environ.get("SITE_OFFLINE") != "0")
    except (Fault, Faults) as error:
        collect.lines.append(str(error))
    except SnippetMissingError as error:
        collect.lines.append(str(missing(error)))
    except Abort as error:
        if not collect.lines:
            collect.lines.append(str(error))
    except MkDocsException as error:
        collect.lines.append(f"mkdocs.yml:1: {error}; mend the setting")
    finally:
        logger.removeHandler(collect)
    return list(dict.fromkeys(line for text in collect.lines for line in text.splitlines()))


def missing(error: SnippetMissingError) -> Fault:
    """The fault of a page that includes a file which is not there, or not among the snippets."""
    name = str(error).removeprefix("Snippet at path '").removesuffix("' could not be found")
    return fault(name, f"there is no snippet `{name}`", "name a file of snippets/")


def replace(root: Path, target: Path) -> int:
    """Builds beside `target` and puts the result in its place only if nothing is wrong."""
    with tempfile.TemporaryDirectory(prefix=".site-", dir=target.parent) as folder:
        new, old = Path(folder, "new"), Path(folder, "old")
        if lines := build(root, new):
            return tell(lines)
        if target.exists():
            target.rename(old)
        new.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    pages = sum(1 for path in target.rglob("*.html") if not path.name.endswith(frames.NAME))
    print(f"{pages} pages in {target}")
    return 0


def tell(lines: list[str]) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return 1 if lines else 0


def serve(root: Path, port: int) -> None:
    """Serves the pages and builds what changed; a fault is told as a line, and the last good page stays."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    logging.getLogger("mkdocs.livereload").setLevel(logging.INFO)
    whole = mkdocs.commands.build.build

    def gentle(*given: object, **named: object) -> None:
        try:
            whole(*given, **named)  # type: ignore[arg-type]
        except (Fault, Faults) as error:
            raise Abort(str(error)) from None

    mkdocs.commands.serve.build = _quiet(gentle)  # type: ignore[attr-defined]
    mkdocs.commands.serve.serve(
        str(root / "mkdocs.yml"), livereload=True, build_type="dirty", dev_addr=f"127.0.0.1:{port}", strict=False
    )


def _quiet(builder: Callable[..., None]) -> Callable[..., None]:
    """MkDocs logs a fault before it raises it; the line that is raised is enough."""

    def quiet(*given: object, **named: object) -> None:
        logging.getLogger("mkdocs.commands.build").setLevel(logging.CRITICAL)
        builder(*given, **named)

    return quiet


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=["site", "serve"])
    options.add_argument("--root", type=Path, default=Path.cwd())
    options.add_argument("--port", type=int, default=8000)
    given = options.parse_args()
    if given.what == "site":
        return replace(given.root.resolve(), given.root.resolve() / "site")
    try:
        serve(given.root.resolve(), given.port)
    except Abort as error:
        return tell([str(error)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
