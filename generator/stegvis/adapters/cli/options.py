"""Options shared by several commands."""

from __future__ import annotations

import click

from stegvis.i18n import pseudo

translations_option = click.option(
    "--translations",
    is_flag=True,
    help="List every untranslated text, in place of one line for each procedure and language.",
)

pseudo_option = click.option(
    "--pseudo",
    "pseudo_locales",
    multiple=True,
    type=click.Choice(list(pseudo.PSEUDO_LOCALES)),
    help="Add a pseudo-locale, to see what a translation would break; repeatable.",
)
