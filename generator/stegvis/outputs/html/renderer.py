"""Pages to HTML: Jinja2 templates for the structure, markdown-it-py for prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from markupsafe import escape

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
from stegvis.pages.views.site import LanguageChoice, NotFound, Robots, Sitemap, Unavailable
from stegvis.pages.views.view import FramedView, View


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """How a kind of view is shown."""

    template: str
    style: str = ""
    """The bundle of its styles; none for what is no HTML."""
    script: str = ""
    """The bundle of its scripts; none for pages that need none."""
    og_type: str = "website"
    """https://ogp.me/#types"""


PAGE_TEMPLATES: Mapping[type[Any], PageTemplate] = {
    Guide: PageTemplate("guide.html", "guide.css", "page.js", "article"),
    Checklist: PageTemplate("checklist.html", "checklist.css", "checklist.js", "article"),
    RunsPage: PageTemplate("runs.html", "runs.css", "runs.js"),
    ArticlePage: PageTemplate("article.html", "article.css", "page.js"),
    PdfPage: PageTemplate("sheets.html", "sheets.css", "sheets.js"),
    LanguageChoice: PageTemplate("choice.html", "bare.css", "choice.js"),
    NotFound: PageTemplate("missing.html", "bare.css"),
    Unavailable: PageTemplate("withheld.html", "article.css", "withheld.js"),
    Sitemap: PageTemplate("sitemap.xml"),
    Robots: PageTemplate("robots.txt"),
}
"""What each view is shown with."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What pages of one kind, section and depth share; `_TAIL` stands for the page's own tail."""

    start: Html
    menu: Html
    languages: str
    alternates: str
    foot: Html
    run: Html
    """What the scripts of runs clone, and the words that they set."""


@dataclass(frozen=True, slots=True)
class _MacroContext:
    """What macros need to set text; given to them, so that they are made but once."""

    ui: SimpleNamespace
    prose: ProseHtml
    root: str


_TAIL = "\x1d"
"""Stands for `Head.tail` in what pages share; no path can hold it."""


class Renderer:
    """Renders the pages of one site; remembers what many of them share, never a page."""

    def __init__(self, site: SitePlan) -> None:
        """Take the interface's words and the names of controls from a site."""
        self._site = site
        self._environment = create_environment()
        self._assets = f"assets/{assets_version()}/"
        self._visitors = {code: HtmlVisitor(speech) for code, speech in site.render_contexts.items()}
        self._says = {code: _escaped(vars(speech.ui)) for code, speech in site.render_contexts.items()}
        self._proses: dict[tuple[str, str], ProseHtml] = {}
        self._frames: dict[tuple[str, str, str, frozenset[str], type[View]], _Frame] = {}

    def compile_templates(self) -> None:
        """Compile all templates; the environment keeps them."""
        for name in self._environment.list_templates():
            self._environment.get_template(name)

    def render(self, view: View) -> str:
        """What a view shows, as text: HTML, XML or plain."""
        template = self._environment.get_template(PAGE_TEMPLATES[type(view)].template)
        if not isinstance(view, FramedView):
            return template.render(view=view)
        head = view.head
        frame = self._frame(view)
        return template.render(
            {
                **self._shared(head),
                "view": view,
                "frame": frame,
                "languages": Html(frame.languages.replace(_TAIL, head.tail)),
                "alternates": Html(frame.alternates.replace(_TAIL, head.tail)),
                "howto": build_howto(view) if isinstance(view, Guide) else None,
            }
        )

    def _shared(self, head: Head) -> dict[str, Any]:
        page = _MacroContext(self._says[head.locale], self._prose(head.locale, head.root), head.root)
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
        known = self._proses.get(key)
        if known is None:
            known = self._proses[key] = ProseHtml(self._visitors[locale], root)
        return known

    def _frame(self, view: FramedView) -> _Frame:
        head = view.head
        key = (head.locale, head.root, head.section, self._lacking(head), type(view))
        known = self._frames.get(key)
        if known is None:
            known = self._frames[key] = self._new_frame(view)
        return known

    def _lacking(self, head: Head) -> frozenset[str]:
        return self._site.unavailable.get(head.tail, frozenset())

    def _new_frame(self, view: FramedView) -> _Frame:
        head = view.head
        context = {
            **self._shared(head),
            "assets": f"{head.root}{self._assets}",
            "kind": PAGE_TEMPLATES[type(view)],
            "speech": self._site.render_contexts[head.locale],
            "section": head.section,
            "live": _script_messages(vars(self._site.render_contexts[head.locale].ui)),
            "tail": _TAIL,
            "published": [one for one in self._site.published if one.code not in self._lacking(head)],
            "here": "" if isinstance(view, LanguageChoice) else f"{head.locale}/{_TAIL}",
        }

        def part(name: str) -> Html:
            return Html(self._environment.get_template(f"parts/{name}.html").render(context))

        return _Frame(
            part("start"),
            part("menu"),
            part("languages"),
            part("alternates"),
            part("foot"),
            part("run") if isinstance(view, Checklist | RunsPage) else Html(),
        )


def _script_messages(words: Mapping[str, str]) -> Html:
    """The words that scripts set, as JSON for a data block."""
    spoken = {key: text for key, text in words.items() if key.startswith(("live_", "run_", "record"))}
    return Html(encode_data_block(spoken))


def _escaped(words: Mapping[str, str]) -> SimpleNamespace:
    """The interface's words, escaped once for all pages."""
    return SimpleNamespace(**{key: Html(escape(text)) for key, text in words.items()})
