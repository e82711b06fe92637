"""Options that several commands have."""

from __future__ import annotations

import click

from stegvis.i18n import pseudo

pseudo_option = click.option(
    "--pseudo",
    "pseudo_locales",
    multiple=True,
    type=click.Choice(list(pseudo.PSEUDO_LOCALES)),
    help="Add a language made by rule, to see what a translation would break; may be given twice.",
)
