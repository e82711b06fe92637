"""What stands in the place of a procedure that can't be followed safely in a locale yet."""

from __future__ import annotations

from stegvis.model.procedure import Procedure
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext, PageSubject
from stegvis.pages.views.site import Unavailable


def build_unavailable_page(
    context: LocaleContext, procedure: Procedure[LocalizedText], tail: str
) -> Unavailable:
    """The page at `tail` below the locale, without the procedure's steps."""
    source = context.config.source
    original = context.config.locales[source]
    title = context.wording.plain(procedure.title)
    domain = f"procedures/{procedure.id}"
    head = context.head(
        PageSubject(
            tail,
            title,
            procedure.title,
            context.wording.plain(procedure.summary),
            section=context.procedures_path,
            foreign=procedure.title.is_untranslated,
            status=context.status(domain, procedure.revision, procedure.revised),
        )
    )
    return Unavailable(
        head=head,
        why=context.ui.withheld.format(language=context.locale.name),
        original=f"{source}/{tail}",
        original_language=original.language,
        original_text=context.ui.withheld_original.format(language=original.name),
    )
