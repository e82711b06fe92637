"""What makes a translation wrong, whatever it says: checks as a visible table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator import prose
from generator.catalogs.lookup import Translation
from generator.diagnostics import Diagnostic

Check = Callable[[str, str], str]
"""From English and translation to what is wrong, or nothing."""


def placeholders(source: str, words: str) -> str:
    """Every name in braces of the English, and no other."""
    return _difference("placeholder", prose.placeholders(source), prose.placeholders(words), "{%s}")


def links(source: str, words: str) -> str:
    """Every link target of the English, and no other."""
    return _difference("link", prose.links(source), prose.links(words), "[…][%s]")


def _difference(what: str, source: tuple[str, ...], words: tuple[str, ...], shown: str) -> str:
    missing = [shown % name for name in source if name not in words]
    extra = [shown % name for name in words if name not in source]
    said = []
    if missing:
        said.append(f"lacks the {what} {', '.join(missing)}")
    if extra:
        said.append(f"has the {what} {', '.join(extra)}, which the English has not")
    return f"the translation {' and '.join(said)}" if said else ""


CHECKS: Mapping[str, Check] = {"C101": placeholders, "C102": links}


def problems(translations: Mapping[str, Translation]) -> Iterator[Diagnostic]:
    """Findings in the valid translations of a catalog."""
    for key, known in translations.items():
        both = known.source + known.words
        if known.words and not known.is_fuzzy and ("{" in both or "][" in both):
            for code, check in CHECKS.items():
                if wrong := check(known.source, known.words):
                    yield Diagnostic(code, f"{key}: {wrong}", known.location, _HINT)


_HINT = "Placeholders and link targets stay as they are in the English; only their place changes."
