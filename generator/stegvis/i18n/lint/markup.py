"""What has to stay as it is in the English: placeholders, links, emphasis, code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from stegvis.i18n.lint.context import TranslationPair
from stegvis.inline.nodes import Autolink, Code, Emphasis, Escape, Strong
from stegvis.inline.parse import parse
from stegvis.inline.plain import collect_literal_text, find_placeholders, find_references, walk

_BRACE = re.compile(r"[{}]")
_STRANGE_BRACE = re.compile("[｛｝❴❵]")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-f]+|[A-Za-z]\w+);", re.IGNORECASE)
_BLOCK = re.compile(r"#{1,6} |[-+*] |\d{1,9}[.)] |> ?|(?:[-*_] ?){3,}$|```|~~~|\||\t| {4}")


def check_placeholders(case: TranslationPair) -> Iterator[str]:
    """A translation has the placeholders of the English, each as it is written there."""
    source, words = (find_placeholders(parse(text)) for text in case.texts)
    yield from describe_difference("placeholder", source, words, "{%s}")


def check_links(case: TranslationPair) -> Iterator[str]:
    """A translation has the link targets of the English; only the words between them are translated."""
    source, words = ([link.target for link in find_references(parse(text))] for text in case.texts)
    yield from describe_difference("link", dict.fromkeys(source), dict.fromkeys(words), "[…][%s]")
    if set(source) == set(words) and len(source) != len(words):
        yield "has a link more or less than the English, or one that is broken"


def describe_difference(what: str, source: Iterable[str], words: Iterable[str], shown: str) -> Iterator[str]:
    """What one has and the other has not."""
    source, words = tuple(source), tuple(words)
    missing = [shown % name for name in source if name not in words]
    extra = [shown % name for name in words if name not in source]
    said = [f"lacks the {what} {', '.join(missing)}"] if missing else []
    if extra:
        said.append(f"has the {what} {', '.join(extra)}, which the English has not")
    if said:
        yield " and ".join(said)


def check_braces(case: TranslationPair) -> Iterator[str]:
    """A placeholder is a name between braces, with nothing else between them; braces have no other use."""
    source, words = (collect_literal_text(parse(text)) for text in case.texts)
    if _STRANGE_BRACE.search(words):
        yield "has a brace of another alphabet"
    elif _BRACE.search(words) and not _BRACE.search(source):
        yield "has a brace that belongs to no placeholder"


def check_emphasis(case: TranslationPair) -> Iterator[str]:
    """What is emphasized in the English is emphasized in the translation, and nothing else."""
    source, words = (_count_emphasis(text) for text in case.texts)
    for kind in source | words:
        if source[kind] != words[kind]:
            yield f"has {words[kind]} × {kind}, the English has {source[kind]}"
    stars, stars_in_words = (collect_literal_text(parse(text)).count("*") for text in case.texts)
    if stars != stars_in_words and source == words:
        yield "has stars that mark nothing"


def _count_emphasis(text: str) -> Counter[str]:
    kinds = {Strong: "strong emphasis", Emphasis: "emphasis"}
    return Counter(kinds[type(node)] for node in walk(parse(text)) if isinstance(node, Strong | Emphasis))


def check_code(case: TranslationPair) -> Iterator[str]:
    """Code stays as it is, with its backticks."""
    source, words = (
        dict.fromkeys(node.text for node in walk(parse(text)) if isinstance(node, Code))
        for text in case.texts
    )
    yield from describe_difference("code", source, words, "`%s`")
    if "`" in collect_literal_text(parse(case.words)):
        yield "has a backtick that belongs to no code"


def check_html(case: TranslationPair) -> Iterator[str]:
    """There is no HTML in a text; what looks like it would be shown as it is written."""
    source, words = (_find_html(text) for text in case.texts)
    for tag in sorted(words - source):
        yield f"has the HTML `{tag}`"


def _find_html(text: str) -> set[str]:
    """Tags and character references; CommonMark has the latter too, but no text needs them."""
    nodes = parse(text)
    sources = [node.source for node in walk(nodes) if isinstance(node, Escape | Autolink)]
    return {*_HTML.findall(collect_literal_text(nodes)), *(form for form in sources if form[0] in "&<")}


def check_block(case: TranslationPair) -> Iterator[str]:
    """A text begins with its words, not with what would make a heading, a list or a quotation of it."""
    match = _BLOCK.match(case.words)
    if match and not _BLOCK.match(case.source):
        yield f"begins with `{match[0].strip()}`, which makes something else of it"
