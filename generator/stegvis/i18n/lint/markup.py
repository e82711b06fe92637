"""What has to stay as it is in the English: placeholders, links, emphasis, code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt

from stegvis.i18n.lint.context import TranslationPair
from stegvis.inline import prose

_BRACE = re.compile(r"[{}]")
_GOOD = re.compile(r"\{[A-Za-z][A-Za-z0-9_-]*\}")
_STRANGE_BRACE = re.compile("[｛｝❴❵]")
_LINK = re.compile(r"\[[^\[\]]+\]\[([^\[\]]+)\]")
_CODE = re.compile(r"(`+)(?!`)(.*?)(?<!`)\1(?!`)")
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:#\d+|#x[0-9a-f]+|[A-Za-z]\w+);", re.IGNORECASE)
_BLOCK = re.compile(r"#{1,6} |[-+*] |\d{1,9}[.)] |> ?|(?:[-*_] ?){3,}$|```|~~~|\||\t| {4}")
_PARSER = MarkdownIt("commonmark", {"html": False})


def check_placeholders(case: TranslationPair) -> Iterator[str]:
    """A translation has the placeholders of the English, each as it is written there."""
    yield from describe_difference(
        "placeholder", prose.placeholders(case.source), prose.placeholders(case.words), "{%s}"
    )


def check_links(case: TranslationPair) -> Iterator[str]:
    """A translation has the link targets of the English; only the words between them are translated."""
    source, words = prose.links(case.source), prose.links(case.words)
    yield from describe_difference("link", source, words, "[…][%s]")
    if set(source) == set(words) and len(_links(case.source)) != len(_links(case.words)):
        yield "has a link more or less than the English, or one that is broken"


def _links(text: str) -> list[str]:
    return _LINK.findall(prose.without_code(text))


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
    words = prose.without_code(case.words)
    if _STRANGE_BRACE.search(words):
        yield "has a brace of another alphabet"
    elif _BRACE.search(_GOOD.sub("", words)) and not _BRACE.search(
        _GOOD.sub("", prose.without_code(case.source))
    ):
        yield "has a brace that belongs to no placeholder"


@cache
def _marks(text: str) -> Counter[str]:
    if not any(sign in text for sign in "*_"):
        return Counter()
    (inline,) = _PARSER.parseInline(text)
    opened = {"strong_open": "strong emphasis", "em_open": "emphasis"}
    return Counter(opened[one.type] for one in inline.children or () if one.type in opened)


def check_emphasis(case: TranslationPair) -> Iterator[str]:
    """What is emphasized in the English is emphasized in the translation, and nothing else."""
    source, words = _marks(case.source), _marks(case.words)
    for kind in source | words:
        if source[kind] != words[kind]:
            yield f"has {words[kind]} × {kind}, the English has {source[kind]}"
    loose = prose.without_code(case.words).count("*") - prose.without_code(case.source).count("*")
    if loose and source == words:
        yield "has stars that mark nothing"


def check_code(case: TranslationPair) -> Iterator[str]:
    """Code stays as it is, with its backticks."""
    if "`" not in case.source + case.words:
        return
    source = [inner for _, inner in _CODE.findall(case.source)]
    words = [inner for _, inner in _CODE.findall(case.words)]
    yield from describe_difference("code", dict.fromkeys(source), dict.fromkeys(words), "`%s`")
    if prose.without_code(case.words).replace("``", "").count("`"):
        yield "has a backtick that belongs to no code"


def check_html(case: TranslationPair) -> Iterator[str]:
    """There is no HTML in a text; what looks like it would be shown as it is written."""
    found = set(_HTML.findall(prose.without_code(case.words))) - set(_HTML.findall(case.source))
    for tag in sorted(found):
        yield f"has the HTML `{tag}`"


def check_block(case: TranslationPair) -> Iterator[str]:
    """A text begins with its words, not with what would make a heading, a list or a quotation of it."""
    match = _BLOCK.match(case.words)
    if match and not _BLOCK.match(case.source):
        yield f"begins with `{match[0].strip()}`, which makes something else of it"
