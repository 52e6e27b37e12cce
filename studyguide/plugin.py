"""The MkDocs adapter: passes data between MkDocs and the guide, and thinks nothing itself."""
# mypy: disable-error-code="union-attr,arg-type,call-overload"

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig as Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from studyguide import anki, assets, guide, math, notebooks, practice, rendering, search
from studyguide.fault import Faults


class StudyGuide(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    def on_startup(self, command: str, dirty: bool) -> None:
        self.guide: guide.Guide | None = None  # that this method exists keeps the object while serving

    def on_files(self, files: Files, config: Config) -> Files:
        self.guide = self.guide or guide.Guide(Path(config.config_file_path).parent)
        rendering.put(assets.files(self.guide, Path(config.site_dir), config.site_url or "/"), files, config)
        config.nav = self.guide.nav()
        self.memory = rendering.Memory(config, files)
        return files

    def on_nav(self, nav: Any, config: Config, files: Files) -> None:
        rendering.mend(files)

    def on_page_markdown(self, markdown: str, page: Page, config: Config, files: Files) -> str:
        page.meta.update(self.guide.start(page.file.src_uri))
        self.memory.remember(page)
        return markdown

    def on_page_content(self, html: str, page: Page, config: Config, files: Files) -> str:
        source = self.guide.pages.get(page.file.src_uri)
        if source and source.notebook:
            page.markdown = source.body
            Page.render(page, config, files)  # the text of its cells; `html` has the outputs
            html = notebooks.page(source.notebook, page.content, html)
        self.guide.rendered(page.file.src_uri, page.url, html)
        return html

    def on_env(self, env: Any, config: Config, files: Files) -> None:
        env.globals["deck"] = anki.write(self.guide, Path(config.site_dir), config.site_url or "/")

    def on_page_context(self, context: Any, page: Page, config: Config, nav: Any) -> Any:
        return context | {"guide": self.guide, "report": guide.report(config.repo_url, page.title, page.canonical_url)}

    @event_priority(-100)
    def on_post_page(self, output: str, page: Page, config: Config) -> str:
        self.guide.built(page.file.src_uri, page.url.removeprefix("./"), output)
        return math.expand(output)

    def on_post_build(self, config: Config) -> None:
        practice.write(self.guide, Path(config.site_dir))
        search.write(self.guide, Path(config.site_dir))
        if faults := self.guide.faults(Path(config.site_dir)):
            raise PluginError(str(Faults(faults)))
