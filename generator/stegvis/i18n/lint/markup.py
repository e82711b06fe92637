"""Checks of what stays as in the English: placeholders, links, emphasis, code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from stegvis.i18n.lint.context import TranslationPair, plain_text
from stegvis.inline.characters import find_hidden, has_suspect, name_character
from stegvis.inline.nodes import Autolink, Code, Emphasis, Escape, Link, Strong
from stegvis.inline.parse import is_literal, parse
from stegvis.inline.phrase import NAME
from stegvis.inline.plain import collect_literal_text, find_placeholders, find_references, find_values, walk

_BRACE = re.compile(r"[{}]")
_STRANGE_BRACE = re.compile("[｛｝❴❵]")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-f]+|[A-Za-z]\w+);", re.IGNORECASE)
_ADDRESS_CHARACTER = r"[^\s<>«»“”‘’。，、；：！？）」』】》]"  # those of Chinese and Japanese
_PLAIN_ADDRESS = re.compile(
    rf"[\w+.%-]{{0,40}}:?//{_ADDRESS_CHARACTER}+"
    rf"|\b(?:www\.|mailto:|tel:){_ADDRESS_CHARACTER}+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}",
    re.IGNORECASE,
)
"""What viewers of PDFs and mail programs make a link of, though it is plain text."""
_may_bind = re.compile(r"[{}@/&]|\]\[|\]\(|www|:\S", re.IGNORECASE).search
_BLOCK = re.compile(r"#{1,6} |[-+*] |\d{1,9}[.)] |> ?|(?:[-*_] ?){3,}$|```|~~~|\||\t| {4}")


_CACHE_SIZE = 4096
"""The English of a project is compared once per locale."""


@dataclass(frozen=True, slots=True)
class _Markup:
    """What a text contains besides words."""

    placeholders: tuple[str, ...]
    values: tuple[str, ...]
    """The noted values."""
    targets: tuple[str, ...]
    """The target of each reference link, in source order."""
    emphasis: Counter[str]
    """How often each kind of emphasis occurs."""
    addresses: Counter[str]
    """Addresses written out: of inline links, in angle brackets, and in plain text."""
    code: tuple[str, ...]
    """The content of each code span, in source order."""
    html: frozenset[str]
    """HTML tags, and autolinks and character references, which CommonMark has but no text needs."""
    literal: str
    """As `collect_literal_text` returns it."""


@lru_cache(_CACHE_SIZE)
def _read_markup(text: str) -> _Markup:
    if is_literal(text):
        return _Markup((), (), (), Counter(), _find_addresses(text), (), frozenset(), text)
    nodes = parse(text)
    literal = collect_literal_text(nodes)
    kinds = {Strong: "strong emphasis", Emphasis: "emphasis"}
    emphasis, addresses, code, forms = Counter[str](), _find_addresses(plain_text(text)), [], []
    for node in walk(nodes):
        if isinstance(node, Strong | Emphasis):
            emphasis[kinds[type(node)]] += 1
        elif isinstance(node, Code):
            code.append(node.text)
            addresses += _find_addresses(node.text)
        elif isinstance(node, Link) and not node.is_reference:
            addresses[node.target] += 1
        elif isinstance(node, Autolink):
            addresses[node.address] += 1
            forms.append(node.source)
        elif isinstance(node, Escape) and node.source[0] == "&":
            forms.append(node.source)
    return _Markup(
        placeholders=find_placeholders(nodes),
        values=find_values(nodes),
        targets=tuple(link.target for link in find_references(nodes)),
        emphasis=emphasis,
        addresses=addresses,
        code=tuple(code),
        html=frozenset([*_HTML.findall(literal), *forms]),
        literal=literal,
    )


def check_placeholders(pair: TranslationPair) -> Iterator[str]:
    """A translation has exactly the placeholders and values of the English, and no more of them in code."""
    for kind, names_of, template in (
        ("placeholder", _placeholders, "{%s}"),
        ("value", _values, "{{%s}}"),
        ("placeholder", _names_in_braces, "{%s}"),
    ):
        source, words = map(names_of, pair.texts)
        faults = [*describe_difference(kind, source, words, template)]
        yield from faults
        if faults:
            return


def _placeholders(text: str) -> tuple[str, ...]:
    return _read_markup(text).placeholders


def _values(text: str) -> tuple[str, ...]:
    return _read_markup(text).values


def _names_in_braces(text: str) -> tuple[str, ...]:
    """Return the names in braces wherever they stand: a phrase of the interface is filled in code too."""
    return tuple(dict.fromkeys(NAME.findall(text)))


def check_links(pair: TranslationPair) -> Iterator[str]:
    """A translation has exactly the links of the English; only their words are translated."""
    source, words = (_read_markup(text).targets for text in pair.texts)
    yield from describe_difference("link", dict.fromkeys(source), dict.fromkeys(words), "[…][%s]")
    if set(source) == set(words) and len(source) != len(words):
        yield f"has {len(words)} links, the English has {len(source)}"


def describe_difference(
    kind: str, source: Iterable[str], words: Iterable[str], template: str
) -> Iterator[str]:
    """Yield which names the translation lacks and which it has in addition; nothing if there are none."""
    source, words = tuple(source), tuple(words)
    missing = [template % name for name in source if name not in words]
    extra = [template % name for name in words if name not in source]
    parts = [f"lacks the {kind} {', '.join(missing)}"] if missing else []
    if extra:
        parts.append(f"has the {kind} {', '.join(extra)}, which the English does not have")
    if parts:
        yield " and ".join(parts)


def check_addresses(pair: TranslationPair) -> Iterator[str]:
    """A translation has only the addresses of the English: authors decide where links lead."""
    source, words = (_read_markup(text).addresses for text in pair.texts)
    for address in words - source:
        yield f"has the address `{address}`, which the English does not have"


def check_hidden_characters(pair: TranslationPair) -> Iterator[str]:
    """A translation neither hides nor reorders words; right-to-left languages may use isolates."""
    for character in find_hidden(pair.words, right_to_left=pair.language.is_right_to_left):
        yield f"contains {name_character(character)}, which hides or reorders words"


def find_addresses(text: str) -> Counter[str]:
    """Return how often each address is written out in a text, in markup or not."""
    return _read_markup(text).addresses


def remove_addresses(words: str) -> str:
    """Return plain words without the addresses written out in them."""
    return _PLAIN_ADDRESS.sub("", words)


def _find_addresses(text: str) -> Counter[str]:
    return Counter(address.rstrip(".,;:!?…)]") for address in _PLAIN_ADDRESS.findall(text))


def may_bind(text: str) -> bool:
    """Return whether a text may have what a translation takes over from the English: a quick test."""
    return _may_bind(text) is not None or has_suspect(text)


def check_braces(pair: TranslationPair) -> Iterator[str]:
    """Braces enclose the name of a placeholder, without spaces, and have no other use."""
    source, words = (_read_markup(text).literal for text in pair.texts)
    if _STRANGE_BRACE.search(words):
        yield "has a full-width or ornamental brace"
    elif _BRACE.search(words) and not _BRACE.search(source):
        yield "has a brace outside of a placeholder"


def check_emphasis(pair: TranslationPair) -> Iterator[str]:
    """A translation emphasizes as much as the English."""
    source, words = map(_read_markup, pair.texts)
    for kind in source.emphasis | words.emphasis:
        if source.emphasis[kind] != words.emphasis[kind]:
            yield f"has {words.emphasis[kind]} × {kind}, the English has {source.emphasis[kind]}"
    if source.emphasis == words.emphasis and source.literal.count("*") != words.literal.count("*"):
        yield "has asterisks that mark no emphasis"


def check_code(pair: TranslationPair) -> Iterator[str]:
    """Code is that of the English, between backticks."""
    source, words = map(_read_markup, pair.texts)
    yield from describe_difference("code", dict.fromkeys(source.code), dict.fromkeys(words.code), "`%s`")
    if "`" in words.literal:
        yield "has a backtick outside of code"


def check_html(pair: TranslationPair) -> Iterator[str]:
    """A translation has no HTML, which would be shown as written."""
    source, words = map(_read_markup, pair.texts)
    for form in sorted(words.html - source.html):
        yield f"has the HTML `{form}`"


def check_block(pair: TranslationPair) -> Iterator[str]:
    """A translation does not begin like a heading, a list or a quotation."""
    match = _BLOCK.match(pair.words)
    if match and not _BLOCK.match(pair.source):
        yield f"begins with `{match[0].strip()}`, which is block markup"
