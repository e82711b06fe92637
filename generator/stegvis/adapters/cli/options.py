"""Options shared by several commands."""

from __future__ import annotations

import click

from stegvis.i18n import pseudo

pseudo_option = click.option(
    "--pseudo",
    "pseudo_locales",
    multiple=True,
    type=click.Choice(list(pseudo.PSEUDO_LOCALES)),
    help="Add a pseudo-locale, to see what a translation would break; repeatable.",
)
