"""The MkDocs adapter: passes data between MkDocs and the guide, and thinks nothing itself."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from studyguide import assets, guide, math, notebooks
from studyguide.fault import Fault, start_reading


class StudyGuide(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    def on_startup(self, command: str, dirty: bool) -> None:
        self.guide: guide.Guide | None = None  # its presence keeps this object from build to build

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        root = Path(config.config_file_path).parent
        self.guide = getattr(self, "guide", None) or guide.Guide(root)
        try:
            assets.forget(Path(config.site_dir), self.guide.pages, everything=self.guide.read())
            config.nav = self.guide.nav()
            generated = assets.files(self.guide, config.site_url or "/")
        except (Fault, guide.Faults) as error:
            raise PluginError(str(error)) from None
        for uri, (path, content) in generated.items():
            old = files.get_file_from_path(uri)
            if old:
                files.remove(old)
            new = File.generated(config, uri, **({"abs_src_path": path} if path else {"content": content}))  # type: ignore[arg-type]
            new.edit_uri = old.src_uri if old else None
            files.append(new)
        return files

    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        source = self.guide.pages.get(page.file.src_uri)
        start_reading(f"docs/{page.file.src_uri}", source.text if source else markdown)
        page.meta.update(source.fields if source else {})
        return markdown

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        source = self.guide.pages.get(page.file.src_uri)
        if source and source.notebook:
            page.markdown = source.body
            Page.render(page, config, files)
            html = notebooks.page(source.notebook, page.content or "", html)
        self.guide.rendered(page.file.src_uri, page.url, html)
        return html

    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
        return context | {"guide": self.guide, "report": guide.report(config.repo_url, page.title, page.canonical_url)}

    @event_priority(-100)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        self.guide.built(page.file.src_uri, page.url.removeprefix("./"), output)
        return math.expand(output)

    def on_post_build(self, config: MkDocsConfig) -> None:
        if faults := self.guide.faults(Path(config.site_dir)):
            raise PluginError(str(guide.Faults(faults)))
