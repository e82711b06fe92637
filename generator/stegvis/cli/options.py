"""Options that several commands have."""

from __future__ import annotations

import click

from stegvis.catalogs import pseudo

pseudo_option = click.option(
    "--pseudo",
    "pseudo_locales",
    multiple=True,
    type=click.Choice(list(pseudo.LOCALES)),
    help="Add a language made by rule, to see what a translation would break; may be given twice.",
)
