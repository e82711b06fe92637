"""Adds a locale to content/site.yaml, with its name and direction from CLDR."""

from __future__ import annotations

import json
import re

import yaml
from babel.core import Locale as BabelLocale
from babel.core import UnknownLocaleError

from stegvis.model.site import Direction, Locale
from stegvis.names import canonicalize_locale

_PLAIN = re.compile(r"[^\W\d_][\w .()'’-]*")


class UnknownLanguageError(Exception):
    """CLDR has no language with a code."""


def describe_locale(code: str) -> Locale:
    """Return the name and direction of a language; raises UnknownLanguageError.

    The code must be in canonical spelling.
    """
    if canonicalize_locale(code) != code:
        raise UnknownLanguageError(code)
    try:
        language = BabelLocale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise UnknownLanguageError(code) from error
    name = language.get_display_name(language) or code
    direction = Direction.RTL if language.text_direction == "rtl" else Direction.LTR
    return Locale(name=name[:1].upper() + name[1:], language=code, direction=direction)


def add_locale_to_site(text: str, code: str, locale: Locale) -> str:
    """Return the text of site.yaml with a locale after the others, and all else unchanged.

    Raises ValueError where it has no locales.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    locales = _value(root, "locales")
    if locales is None or not locales.value:
        message = "content/site.yaml has no locales"
        raise ValueError(message)
    entry = _entry(locale)
    name, last = locales.value[-1]
    if locales.flow_style:
        end = last.end_mark.index
        return f"{text[:end]}, {code}: {entry}{text[end:]}"
    end = text.find("\n", last.end_mark.index if last.flow_style else _end_of_block(last))
    head, tail = (text, "") if end < 0 else (text[:end], text[end:])
    return f"{head}\n{' ' * name.start_mark.column}{code}: {entry}{tail or chr(10)}"


def _end_of_block(node: yaml.Node) -> int:
    """Return where the last value in a node ends; the end mark of a block is where the next node begins."""
    while isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        node = node.value[-1][1]
    return int(node.end_mark.index)


def _value(root: yaml.Node | None, key: str) -> yaml.MappingNode | None:
    if isinstance(root, yaml.MappingNode):
        for name, value in root.value:
            if name.value == key and isinstance(value, yaml.MappingNode):
                return value
    return None


def _entry(locale: Locale) -> str:
    name = locale.name if _PLAIN.fullmatch(locale.name) else json.dumps(locale.name, ensure_ascii=False)
    direction = ", direction: rtl" if locale.direction is Direction.RTL else ""
    return f"{{name: {name}, language: {locale.language}{direction}}}"
