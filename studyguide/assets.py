"""Files of the site that are not pages: styles, scripts, fonts, notebooks. Must not import MkDocs."""

from pathlib import Path

from studyguide import exercise, licenses, notebooks, sbom, task, typefaces, web
from studyguide.guide import Guide
from studyguide.intake import Page
from studyguide.katex import KATEX

Made = dict[str, dict[str, str]]


def files(guide: Guide, site: Path, site_url: str) -> Made:
    """Reads the sources anew; each file's place, and what it is made from: `abs_src_path` or `content`.

    A notebook's own place gets its executed form, which mkdocs-jupyter reads in the `.py` file's stead.
    """
    forget(site, guide.pages, everything=guide.read())
    made: Made = {web.address(path): {"abs_src_path": str(path)} for path in web.bundle()}
    if guide.python:
        made |= {f"{guide.python_root}{p.name}": {"abs_src_path": str(p)} for p in sorted(guide.python.iterdir())}
    if any(map(exercise.is_query, guide.pages.values())):
        for name, content in task.files().items():
            made[f"{task.root()}{name}"] = {"abs_src_path" if isinstance(content, Path) else "content": str(content)}
    made["assets/katex/katex.min.css"] = {"content": typefaces.stylesheet()}
    made |= {f"assets/katex/fonts/{name}": {"abs_src_path": str(path)} for name, path in typefaces.files().items()}
    shipped = licenses.components(guide.root, guide.python)
    made["assets/licenses.txt"] = {"content": licenses.notices(shipped)}
    made["assets/sbom.cdx.json"] = {"content": sbom.bill(shipped, guide.root)}
    made |= {name: {"content": html} for name, html in moved_pages(guide.pages).items()}
    for page in guide.pages.values():
        if page.notebook:
            made[page.uri] = {"abs_src_path": str(page.notebook.executed)}
            name = Path(page.uri).stem
            made[f"notebooks/{name}/{name}.ipynb"] = {"content": notebooks.download(page.notebook, site_url)}
    return made


def moved_pages(pages: dict[str, Page]) -> dict[str, str]:
    """What stays at the old addresses of all pages: path and HTML."""
    return {f"{old}/index.html": moved(old, p.name) for p in pages.values() for old in p.fields.get("was", [])}


def moved(old: str, new: str) -> str:
    """The page that stays at an old address and leads to the new one, without script."""
    to = f"{'../' * (old.count('/') + 1)}{new}/"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Moved</title><link rel="canonical" href="{to}">'
        f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={to}">'
        f'<p>This page is now <a href="{to}">{to}</a>.</p></html>\n'
    )


def stylesheet() -> str:
    """KaTeX's style sheet as it comes, with the one font format that every browser of today reads: for the deck."""
    css = (KATEX / "dist/katex.min.css").read_text("utf-8")
    for suffix, name in (("woff", "woff"), ("ttf", "truetype")):
        parts = css.split(f'.{suffix}) format("{name}")')
        css = "".join(part[: part.rindex(",url(")] for part in parts[:-1]) + parts[-1]
    return css


def forget(site: Path, pages: dict[str, Page], everything: bool) -> None:
    """While serving: drops built pages that show what others hold, or all of them, so that they are built anew."""
    if everything:
        stale = list(site.rglob("*.html"))
    else:
        shown = [page for page in pages.values() if page.fields.keys() & {"template", "ask"}]
        stale = [site / page.name / "index.html" for page in shown]
    for path in stale:
        path.unlink(missing_ok=True)
