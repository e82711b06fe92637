"""Builds the table of the glossary."""

from __future__ import annotations

from stegvis.model.registries import Term
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext
from stegvis.pages.views.frame import Language
from stegvis.pages.views.glossary import GlossaryTable, TermForm, TermRow


def build_glossary(context: LocaleContext) -> GlossaryTable:
    """Build the table of terms, with their forms in the page's language; on the source's page, in all."""
    locales = context.config.locales
    codes = [code for code in context.config.targets if code not in context.config.pseudo]
    if not context.is_source:
        codes = [context.code]
    columns = tuple(
        Language(code=code, tag=locales[code].language, name=locales[code].name) for code in codes
    )
    terms = tuple(
        TermRow(
            anchor=f"_term-{name}",
            term=entry.term,
            meaning=entry.meaning,
            forms=tuple(_form(context, entry, column) for column in columns),
        )
        for name, entry in context.library.glossary.items()
    )
    return GlossaryTable(language=locales[context.config.source].language, columns=columns, terms=terms)


def _form(context: LocaleContext, term: Term[LocalizedText], column: Language) -> TermForm:
    if term.keep:
        return TermForm(language=context.locale.language, words=context.ui.glossary_kept, avoid="")
    forbidden = ", ".join(term.forbidden.get(column.code, ()))
    avoid = context.ui.glossary_avoid.fill(forms=forbidden) if forbidden else ""
    return TermForm(language=column.tag, words=next(iter(term.forms.get(column.code, ())), ""), avoid=avoid)
