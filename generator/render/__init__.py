"""Pages to HTML: Jinja2 templates for the structure, markdown-it-py for prose."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from generator.pages import Page, Site
from generator.pages.views import (
    ArticlePage,
    Checklist,
    Guide,
    LanguageChoice,
    Missing,
    Robots,
    Sitemap,
    View,
)
from generator.render.assets import version
from generator.render.howto import howto
from generator.render.prose import Prose, Setter

__all__ = ["Renderer"]

TEMPLATES: Mapping[type[Any], str] = {
    Guide: "guide.html",
    Checklist: "checklist.html",
    ArticlePage: "article.html",
    LanguageChoice: "choice.html",
    Missing: "missing.html",
    Sitemap: "sitemap.xml",
    Robots: "robots.txt",
}
"""What each view is shown with."""


def environment(loader: BaseLoader | None = None) -> Environment:
    """Jinja2 as all templates of ours are compiled."""
    templates = loader or FileSystemLoader(str(files("generator") / "theme" / "templates"))
    return Environment(
        loader=templates,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


class Renderer:
    """Renders the pages of one site; remembers what many of them share, never a page."""

    def __init__(self, site: Site, templates: Environment | None = None) -> None:
        """Take the words and names of all locales from a site."""
        self._site = site
        self._environment = templates or environment()
        self._assets = f"assets/{version()}/"
        self._setters = {code: Setter(speech) for code, speech in site.speeches.items()}
        self._says = {
            code: _escaped(vars(speech.say)) for code, speech in site.speeches.items()
        }
        self._proses: dict[tuple[str, str], Prose] = {}
        self._frames: dict[tuple[str, str, str], tuple[Markup, Markup]] = {}

    def html(self, page: Page) -> str:
        """A page's file as text: HTML, XML or plain."""
        return self.rendered(page.view())

    def rendered(self, view: View) -> str:
        """What a view shows, as text."""
        if isinstance(view, Sitemap | Robots):
            return self._template(type(view)).render(view=view)
        head = view.head
        context: dict[str, Any] = {
            "view": view,
            "head": head,
            "root": head.root,
            "say": self._says[head.locale],
            "prose": self._prose(head.locale, head.root),
            "assets": f"{head.root}{self._assets}",
            "site": self._site.name,
            "preview": self._site.preview,
        }
        context["frame"] = self._frame(context)
        if isinstance(view, Guide):
            context["howto"] = howto(view)
        return self._template(type(view)).render(context)

    def _template(self, kind: type[View]) -> Template:
        return self._environment.get_template(TEMPLATES[kind])

    def _prose(self, locale: str, root: str) -> Prose:
        key = (locale, root)
        known = self._proses.get(key)
        if known is None:
            known = self._proses[key] = Prose(self._setters[locale], root)
        return known

    def _frame(self, context: dict[str, Any]) -> tuple[Markup, Markup]:
        """The menu and the foot, which are the same on all pages of a section and a depth."""
        head = context["head"]
        key = (head.locale, head.root, head.section)
        known = self._frames.get(key)
        if known is None:
            speech = self._site.speeches[head.locale]
            parts = (
                self._environment.get_template(f"parts/{name}.html").render(
                    context, speech=speech, section=head.section
                )
                for name in ("menu", "foot")
            )
            menu, foot = (Markup(part) for part in parts)  # noqa: S704  # rendered with autoescape
            known = self._frames[key] = (menu, foot)
        return known


def _escaped(words: Mapping[str, str]) -> SimpleNamespace:
    """The interface's words, escaped once for all pages."""
    return SimpleNamespace(**{key: Markup.escape(text) for key, text in words.items()})
