"""What stands in the place of a procedure that can't be followed safely in a locale yet."""

from __future__ import annotations

from stegvis.model import Procedure, Words
from stegvis.pages.article_views import Withheld
from stegvis.pages.edition import Edition, Subject


def withheld(edition: Edition, procedure: Procedure[Words], tail: str) -> Withheld:
    """The page at `tail` below the locale, without the procedure's steps."""
    source = edition.config.source
    original = edition.config.locales[source]
    title = edition.wording.plain(procedure.title)
    domain = f"procedures/{procedure.id}"
    head = edition.head(
        Subject(
            tail,
            title,
            procedure.title,
            edition.wording.plain(procedure.summary),
            section=edition.procedures_path,
            foreign=procedure.title.is_foreign,
            status=edition.status(domain, procedure.revision, procedure.revised),
        )
    )
    return Withheld(
        head,
        edition.say.withheld.format(language=edition.locale.name),
        f"{source}/{tail}",
        original.language,
        edition.say.withheld_original.format(language=original.name),
    )
