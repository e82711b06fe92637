"""Builds articles: pages of prose, with what the generator adds to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from stegvis.model.article import Article
from stegvis.model.text import LocalizedText
from stegvis.pages.context import PageSubject
from stegvis.pages.generated import GeneratedPart
from stegvis.pages.scopes import ArticleScope
from stegvis.pages.views.article import ArticlePage, ArticlePiece
from stegvis.pages.views.frame import OutlineEntry

_HEADING_START = re.compile(r'<h2\b[^>]*\bid="([^"]+)"[^>]*>$')


def build_article(scope: ArticleScope, row: GeneratedPart[Any]) -> ArticlePage:
    """Build the page of an article, with the generated part that the row defines."""
    context, article = scope.context, scope.article
    formatter, path = context.formatter, context.urls.article(article.slug)
    part = row.build(scope.parent)
    body, headings = _body(article, formatter.plain)
    texts = (article.title, article.description, *(piece.words for piece in body))
    return row.view(
        head=context.head(
            PageSubject(
                path=path,
                title=formatter.plain(article.title),
                heading=article.title,
                description=formatter.plain(article.description),
                section=path,
                foreign=any(text.is_untranslated for text in texts if text is not None),
                status=context.status(f"articles/{article.slug}"),
                outline=(*headings, *row.outline(context, part)),
            )
        ),
        body=body,
        generated=article.generated.value if article.generated else "",
        part=part,
    )


def _body(
    article: Article[LocalizedText], plain: Callable[[LocalizedText], str]
) -> tuple[tuple[ArticlePiece, ...], tuple[OutlineEntry, ...]]:
    """The body in pieces of HTML, each with the text that follows it, and the headings of level 2."""
    pieces: list[ArticlePiece] = []
    headings: list[OutlineEntry] = []
    html = ""
    for part in article.body:
        if isinstance(part, str):
            html += part
            continue
        if match := _HEADING_START.search(html):
            headings.append(OutlineEntry(href=f"#{match[1]}", text=plain(part)))
        pieces.append(ArticlePiece(html=html, words=part))
        html = ""
    pieces.append(ArticlePiece(html=html, words=None))
    return tuple(pieces), tuple(headings)
