"""What defines a generated part of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from stegvis.pages.context import LocaleContext
from stegvis.pages.page import no_inputs
from stegvis.pages.scopes import LocaleScope
from stegvis.pages.views.article import ArticlePage
from stegvis.pages.views.frame import OutlineEntry

PartT = TypeVar("PartT")


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedPart(Generic[PartT]):
    """A row of the table of generated parts; its template is `templates/generated/NAME.html`."""

    build: Callable[[LocaleScope], PartT]
    outline: Callable[[LocaleContext, PartT], Iterator[OutlineEntry]]
    """Lists its entries in the page's outline."""
    inputs: Callable[[LocaleScope], tuple[object, ...]] = no_inputs
    """What it depends on in addition to what the article does."""
    view: type[ArticlePage] = ArticlePage
    """Type of the page; one of its own where the part needs scripts or styles."""
