"""The union of everything that a page can show."""

from __future__ import annotations

from stegvis.pages.views.article import ArticlePage
from stegvis.pages.views.pdf_page import PdfPage
from stegvis.pages.views.procedure import Checklist, Guide
from stegvis.pages.views.runs import RunsPage
from stegvis.pages.views.site import LanguageChoice, NotFound, Robots, Sitemap, Unavailable

View = (
    Guide
    | Checklist
    | RunsPage
    | ArticlePage
    | PdfPage
    | LanguageChoice
    | NotFound
    | Unavailable
    | Sitemap
    | Robots
)
