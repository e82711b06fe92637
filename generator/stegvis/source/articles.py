"""Markdown articles to the model: blocks as HTML that we make, their words as text to translate."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin

from stegvis.diagnostics import Diagnostic, Location
from stegvis.model.article import Article, block_key
from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole
from stegvis.source import yaml_nodes
from stegvis.source.deserialize import FileReader, read_record

_FENCE = "---\n"


def read_article(path: str, raw: bytes, found: list[Diagnostic]) -> Article[SourceText] | None:
    """Read one content/SLUG.md; None, with the reasons in `found`, where it can't be read."""
    slug = path.rpartition("/")[2].removesuffix(".md")
    text = yaml_nodes.decode_source(path, raw, found)
    if text is None:
        return None
    head, end, body = text.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not (text.startswith(_FENCE) and end):
        hint = "Begin it with `---`, `title:` and `description:` lines, and `---`."
        found.append(Diagnostic("S010", "the front matter is missing", Location(path), hint))
        return None
    node = yaml_nodes.compose_node(path, head, found, first_line=2)
    if node is None:
        return None
    first_line = head.count("\n") + 4
    reading = FileReader(path, found, first_line=2)
    blocks = _body(reading, slug, body, first_line)
    read: Article[SourceText] | None = read_record(
        reading, Article, node, slug, given={"slug": slug, "body": blocks}
    )
    return read


def _parser() -> MarkdownIt:
    """CommonMark's blocks, tables, and `{#id}` lines; inline text stays as it is written."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.use(attrs_block_plugin, allowed=["id"])
    parser.disable("inline")
    return parser


def _body(reading: FileReader, slug: str, body: str, first_line: int) -> tuple[str | SourceText, ...]:
    parser = _parser()
    tokens = parser.parse(body)
    pieces: list[str | SourceText] = []
    html: list[str] = []
    section, number, own = "intro", 0, ""
    sections = {section}
    for index, token in enumerate(tokens):
        if token.type == "inline":
            if tokens[index - 1].type == "heading_open":
                section, number = own, 0
                key = f"{slug}/{section}.heading"
            else:
                number += 1
                key = block_key(slug, section, number)
            place = _place(reading.path, token, first_line)
            text = SourceText(key, " ".join(token.content.split()), place, _role(tokens, index))
            pieces += ["".join(html), text]
            html = []
            continue
        if token.type == "heading_open":
            own = str(token.attrGet("id") or "")
            if not own or own in sections:
                place = _place(reading.path, token, first_line)
                message = f"the id `{own}` is taken" if own else "the heading has no id"
                hint = "Write a line such as {#what-it-means} above it."
                reading.found.append(Diagnostic("S011", message, place, hint))
            sections.add(own)
        html.append(_html(parser, tokens, index))
    pieces.append("".join(html))
    return tuple(piece for piece in pieces if piece)


def _role(tokens: list[Token], index: int) -> TextRole:
    """Return the role of an inline token's text, by the blocks that it opens."""
    match tokens[index - 1].type:
        case "heading_open":
            return TextRole.ARTICLE_HEADING
        case "td_open" | "th_open":
            return TextRole.ARTICLE_TABLE_CELL
        case "paragraph_open" if tokens[index - 2].type == "list_item_open":
            return TextRole.ARTICLE_LIST_ITEM
        case _:
            return TextRole.ARTICLE_PARAGRAPH


def _html(parser: MarkdownIt, tokens: list[Token], index: int) -> str:
    renderer = parser.renderer
    rule = renderer.rules.get(tokens[index].type)  # type: ignore[attr-defined]
    if rule is None:
        html: str = renderer.renderToken(tokens, index, parser.options, {})  # type: ignore[attr-defined]
        return html
    return str(rule(tokens, index, parser.options, {}))


def _place(path: str, token: Token, first_line: int) -> Location:
    return Location(path, (token.map[0] if token.map else 0) + first_line)
