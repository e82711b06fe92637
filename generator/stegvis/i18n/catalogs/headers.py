"""Checks the header of a catalog: language, charset, plural forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.plurals import get_plural

from stegvis.diagnostics import Diagnostic, Location
from stegvis.i18n.catalogs.po_format import PoFile
from stegvis.i18n.cldr import cldr_locale


def check_header(catalog: PoFile, locale: str, plural_forms: str) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a header; `locale` is that of the catalog's folder."""
    fields, place = catalog.fields(), Location(catalog.path)
    language = fields.get("Language", "")
    if language.replace("_", "-") != locale.replace("_", "-"):
        text = f"the header says `Language: {language}`, the folder `{locale}`"
        yield Diagnostic("C501", text, place, f"Write `Language: {locale}`.")
    content = fields.get("Content-Type", "")
    if not re.search(r"charset=utf-?8$", content, re.IGNORECASE):
        text = f"the header says `Content-Type: {content}`"
        yield Diagnostic("C502", text, place, "Write `Content-Type: text/plain; charset=UTF-8`.")
    forms = fields.get("Plural-Forms", "")
    if _bare(forms) != _bare(plural_forms):
        text = f"the header says `Plural-Forms: {forms}`"
        yield Diagnostic("C503", text, place, f"Write `Plural-Forms: {plural_forms}`.")


def plural_forms(locale: str) -> str:
    """Return the value of the header's Plural-Forms, which gettext's tools require."""
    return str(get_plural(cldr_locale(locale)).plural_forms)


def _bare(forms: str) -> str:
    return re.sub(r"[\s();]", "", forms)
