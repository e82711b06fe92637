"""What pages are about: the site, a locale, an article or a procedure, with all that their builders need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from stegvis.diagnostics import Id
from stegvis.model.article import Article
from stegvis.model.procedure import Procedure
from stegvis.model.site import SiteConfig
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.pdf_index import PdfFile, PdfIndex
from stegvis.pages.procedure_view import ProcedureView, build_procedure_view
from stegvis.pages.translation_status import TranslationStatus
from stegvis.pages.views.frame import Anchor
from stegvis.pages.views.procedure import Neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteScope:
    """A whole site."""

    contexts: Mapping[str, LocaleContext]
    """By locale, in display order."""
    config: SiteConfig
    status: TranslationStatus
    pdf_index: PdfIndex

    @property
    def source(self) -> LocaleContext:
        """The locale that authors write."""
        return self.contexts[self.config.source]

    @property
    def locale(self) -> str:
        """The locale of pages for all locales: the source's."""
        return self.config.source


@dataclass(slots=True)
class _LastProcedureView:
    """Keeps the last procedure view of a locale, as the pages of a procedure are built in turn."""

    view: ProcedureView | None = None

    def of(self, context: LocaleContext, procedure: Procedure[LocalizedText]) -> ProcedureView:
        if self.view is None or self.view.procedure is not procedure:
            self.view = build_procedure_view(context, procedure)
        return self.view


@dataclass(frozen=True, slots=True)
class LocaleScope:
    """One locale of a site."""

    site: SiteScope
    context: LocaleContext
    _last_view: _LastProcedureView = field(default_factory=_LastProcedureView, compare=False, repr=False)

    @property
    def locale(self) -> str:
        """The locale's code."""
        return self.context.code

    @property
    def withheld(self) -> frozenset[str]:
        """Ids of the procedures that the locale doesn't show, as they can't be followed safely in it."""
        return self.site.status.withheld.get(self.locale, frozenset())

    @property
    def pdf_files(self) -> tuple[PdfFile, ...]:
        """All PDFs of the locale."""
        return self.site.pdf_index.all_of(self.context)

    def articles(self) -> Iterator[ArticleScope]:
        """Yield the scope of each article."""
        for article in self.context.library.articles.values():
            yield ArticleScope(self, article)

    def procedures(self) -> Iterator[ProcedureScope]:
        """Yield the scope of each procedure in a collection, in reading order."""
        library = self.context.library
        for name in library.collections:
            members = tuple(library.procedures_in(name))
            for previous, procedure, following in zip(
                (None, *members), members, (*members[1:], None), strict=False
            ):
                yield ProcedureScope(self, procedure, previous, following)

    def procedure_view(self, procedure: Procedure[LocalizedText]) -> ProcedureView:
        """Return the view of a procedure; the last one is cached."""
        return self._last_view.of(self.context, procedure)


@dataclass(frozen=True, slots=True)
class ArticleScope:
    """An article in one locale."""

    parent: LocaleScope
    article: Article[LocalizedText]

    @property
    def context(self) -> LocaleContext:
        """The article's locale."""
        return self.parent.context

    @property
    def locale(self) -> str:
        """The locale's code."""
        return self.parent.locale


@dataclass(frozen=True, slots=True)
class ProcedureScope:
    """A procedure in one locale, with its neighbours in its collection."""

    parent: LocaleScope
    procedure: Procedure[LocalizedText]
    previous: Procedure[LocalizedText] | None = None
    following: Procedure[LocalizedText] | None = None

    @property
    def context(self) -> LocaleContext:
        """The procedure's locale."""
        return self.parent.context

    @property
    def locale(self) -> str:
        """The locale's code."""
        return self.parent.locale

    @property
    def is_withheld(self) -> bool:
        """Whether the locale doesn't show the procedure."""
        return self.procedure.id in self.parent.withheld

    @property
    def withheld_called(self) -> tuple[str, ...]:
        """The ids of the procedures that it calls and that the locale doesn't show either."""
        called = self.context.analyses.linked(self.procedure.id).called
        return tuple(name for name in called if name in self.parent.withheld)

    @property
    def withheld_in(self) -> frozenset[str]:
        """Codes of the locales that don't show the procedure."""
        return self.parent.site.status.withheld_in(self.procedure)

    @property
    def pdf_files(self) -> tuple[PdfFile, ...]:
        """The PDFs of the procedure in the locale."""
        return self.parent.site.pdf_index.of(self.context, self.procedure)

    @property
    def view(self) -> ProcedureView:
        """What the pages of the procedure share."""
        return self.parent.procedure_view(self.procedure)

    @property
    def neighbours(self) -> Neighbours:
        """Links to the guides before and after it."""
        return Neighbours(before=self._guide_link(self.previous), after=self._guide_link(self.following))

    def _guide_link(self, procedure: Procedure[LocalizedText] | None) -> Anchor | None:
        if procedure is None:
            return None
        return Anchor(text=procedure.title, href=self.context.urls.guide(procedure))

    @property
    def former(self) -> Iterator[FormerScope]:
        """The places where the procedure was before."""
        for collection, name in self.procedure.former_places:
            id_ = Id(name, self.procedure.procedure.location)
            yield FormerScope(self, replace(self.procedure, collection=collection, procedure=id_))


@dataclass(frozen=True, slots=True)
class FormerScope:
    """A procedure in one locale where it was before it was renamed or moved."""

    present: ProcedureScope
    procedure: Procedure[LocalizedText]
    """The procedure with its former id and collection."""

    @property
    def context(self) -> LocaleContext:
        """The procedure's locale."""
        return self.present.context

    @property
    def locale(self) -> str:
        """The locale's code."""
        return self.present.locale
