"""A planned site: what every output is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from stegvis.model.library import Library
from stegvis.model.text import SourceText
from stegvis.pages.page import Page
from stegvis.pages.plan import SitePlan
from stegvis.pages.views.view import View

PageTransformer = Callable[[SitePlan, Page, View, str], str]
"""Takes a rendered page and what it shows; returns the text to publish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatorSources:
    """What the translator's preview is made of."""

    locale: str
    library: Library[SourceText]
    catalogs: Mapping[str, tuple[str, bytes]]
    """By domain, the path of the catalog in the project, and its bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A planned site."""

    plan: SitePlan
    build_id: str
    """Twelve hexadecimal digits; changes with every source. Empty in a preview."""
    pdfs: Mapping[str, bytes] = field(default_factory=dict)
    """PDFs and the pages of their short addresses, by path below the site's root."""
    media: Mapping[str, bytes] = field(default_factory=dict)
    """The files that steps show, by path below the site's root."""
    transformers: tuple[PageTransformer, ...] = ()
    """Applied in order to each rendered page."""
    translator: TranslatorSources | None = None
    """Only in a preview for translators."""
