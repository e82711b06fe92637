"""Pages to HTML: Jinja2 templates for the structure, markdown-it-py for prose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from markupsafe import escape

from stegvis.inline.phrase import Phrase
from stegvis.outputs.html.assets import assets_version
from stegvis.outputs.html.environment import Html, create_environment
from stegvis.outputs.html.howto import build_howto
from stegvis.outputs.html.inline import HtmlVisitor, ProseHtml
from stegvis.pages.plan import SitePlan
from stegvis.pages.run_data import encode_data_block
from stegvis.pages.views.article import ArticlePage
from stegvis.pages.views.frame import Head
from stegvis.pages.views.pdf_page import PdfPage
from stegvis.pages.views.procedure import Checklist, Guide
from stegvis.pages.views.runs import RunsPage
from stegvis.pages.views.site import LanguageChoice, Moved, NotFound, Robots, Sitemap, Unavailable
from stegvis.pages.views.view import FramedView, View


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """The template of a view's type, and what its pages load and contain besides."""

    template: str
    style: str = ""
    """The bundle of its styles; none for what is no HTML."""
    script: str = ""
    """The bundle of its scripts; none for pages that need none."""
    og_type: str = "website"
    """https://ogp.me/#types"""
    structured_data: Callable[[Any], Html] | None = None
    """Builds the page's schema.org data from the view."""
    has_runs: bool = False
    """Whether its scripts show runs."""
    is_root: bool = False
    """Whether the page is at the site's root, and not below a locale."""


PAGE_TEMPLATES: Mapping[type[Any], PageTemplate] = {
    Guide: PageTemplate("guide.html", "guide.css", "guide.js", "article", build_howto),
    Checklist: PageTemplate("checklist.html", "checklist.css", "checklist.js", "article", has_runs=True),
    RunsPage: PageTemplate("runs.html", "runs.css", "runs.js", has_runs=True),
    ArticlePage: PageTemplate("article.html", "article.css", "page.js"),
    PdfPage: PageTemplate("pdfs.html", "sheets.css", "sheets.js"),
    LanguageChoice: PageTemplate("language_choice.html", "bare.css", "choice.js", is_root=True),
    NotFound: PageTemplate("not_found.html", "bare.css"),
    Unavailable: PageTemplate("unavailable.html", "article.css", "withheld.js"),
    Moved: PageTemplate("moved.html", "bare.css", "moved.js"),
    Sitemap: PageTemplate("sitemap.xml"),
    Robots: PageTemplate("robots.txt"),
}
"""By type of view."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What pages of one kind, section and depth share; `_TAIL` stands for the page's own tail."""

    start: Html
    menu: Html
    languages: str
    alternates: str
    foot: Html
    run: Html
    """What the scripts of runs clone, and the messages that they show."""


@dataclass(frozen=True, slots=True)
class _MacroContext:
    """What macros need to render text; passed as an argument, so that each macro is compiled once."""

    ui: SimpleNamespace
    prose: ProseHtml
    root: str


_FEATURES = "features/"
"""The folder of templates that only steps with something special import."""
_TAIL = "\x1d"
"""Stands for `Head.tail` in what pages share; no path can hold it."""


class Renderer:
    """Renders the pages of one site; caches what many of them share, but no page."""

    def __init__(self, site: SitePlan) -> None:
        """Render the pages of `site` with its render contexts."""
        self._site = site
        self._environment = create_environment()
        self._assets = f"assets/{assets_version()}/"
        self._visitors = {code: HtmlVisitor(context) for code, context in site.render_contexts.items()}
        self._interfaces = {
            code: _escape_all(vars(context.ui)) for code, context in site.render_contexts.items()
        }
        self._prose_by_root: dict[tuple[str, str], ProseHtml] = {}
        self._frames: dict[tuple[str, str, str, frozenset[str], type[View]], _Frame] = {}

    def compile_templates(self) -> None:
        """Compile the templates that all sites use; the environment caches them, and others when needed."""
        for name in self._environment.list_templates():
            if not name.startswith(_FEATURES):
                self._environment.get_template(name)

    def render(self, view: View) -> str:
        """Return the text of a page: HTML, XML or plain, as its template says."""
        page_template = PAGE_TEMPLATES[type(view)]
        template = self._environment.get_template(page_template.template)
        if not isinstance(view, FramedView):
            return template.render(view=view)
        head, frame, build_data = view.head, self._frame(view), page_template.structured_data
        return template.render(
            {
                **self._shared(head),
                "view": view,
                "frame": frame,
                "languages": Html(frame.languages.replace(_TAIL, head.tail)),
                "alternates": Html(frame.alternates.replace(_TAIL, head.tail)),
                "structured_data": build_data(view) if build_data else None,
            }
        )

    def _shared(self, head: Head) -> dict[str, Any]:
        page = _MacroContext(self._interfaces[head.locale], self._prose(head.locale, head.root), head.root)
        return {
            "head": head,
            "root": page.root,
            "ui": page.ui,
            "prose": page.prose,
            "page": page,
            "site": self._site,
        }

    def _prose(self, locale: str, root: str) -> ProseHtml:
        key = (locale, root)
        prose = self._prose_by_root.get(key)
        if prose is None:
            prose = self._prose_by_root[key] = ProseHtml(self._visitors[locale], root)
        return prose

    def _frame(self, view: FramedView) -> _Frame:
        head = view.head
        key = (head.locale, head.root, head.section, self._withholding_locales(head), type(view))
        frame = self._frames.get(key)
        if frame is None:
            frame = self._frames[key] = self._new_frame(view)
        return frame

    def _withholding_locales(self, head: Head) -> frozenset[str]:
        return self._site.unavailable.get(head.tail, frozenset())

    def _new_frame(self, view: FramedView) -> _Frame:
        head, page_template = view.head, PAGE_TEMPLATES[type(view)]
        render_context = self._site.render_contexts[head.locale]
        withholding = self._withholding_locales(head)
        context = {
            **self._shared(head),
            "assets": f"{head.root}{self._assets}",
            "page_template": page_template,
            "render_context": render_context,
            "section": head.section,
            "script_messages": _script_messages(vars(render_context.ui)),
            "tail": _TAIL,
            "published": [language for language in self._site.published if language.code not in withholding],
            "page_path": "" if page_template.is_root else f"{head.locale}/{_TAIL}",
        }

        def part(name: str) -> Html:
            return Html(self._environment.get_template(f"parts/{name}.html").render(context))

        return _Frame(
            part("start"),
            part("menu"),
            part("languages"),
            part("alternates"),
            part("foot"),
            part("run") if page_template.has_runs else Html(),
        )


def _script_messages(interface: Mapping[str, Phrase | str]) -> Html:
    """Return the messages that scripts show, as JSON for a data block."""
    keys = (key for key in interface if key.startswith(("live_", "run_", "record")))
    messages = {key: str(interface[key]) for key in keys}
    return Html(encode_data_block(messages))


def _escape_all(interface: Mapping[str, Phrase | str]) -> SimpleNamespace:
    """Return the interface's messages, escaped once for all pages."""
    return SimpleNamespace(**{key: Html(escape(str(text))) for key, text in interface.items()})
