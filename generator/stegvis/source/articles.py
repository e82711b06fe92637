"""Reads Markdown articles: their blocks as HTML, the text of each block as translatable text."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin

from stegvis.diagnostics import Diagnostic, Location, Result
from stegvis.limits import MAX_BLOCK_DEPTH, MAX_TEXT, measure_text
from stegvis.model.article import Article, block_key
from stegvis.model.text import SourceText
from stegvis.model.text_role import TextRole
from stegvis.names import find_id_fault
from stegvis.source import yaml_nodes
from stegvis.source.deserialize import FileReader, describe_size, read_record

_FENCE = "---\n"


def read_article(path: str, raw: bytes) -> Result[Article[SourceText] | None]:
    """Read content/SLUG.md; None with diagnostics where it can't be read."""
    slug = path.rpartition("/")[2].removesuffix(".md")
    text = yaml_nodes.decode_source(path, raw)
    if text.value is None:
        return Result(None, text.diagnostics)
    head, end, body = text.value.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    if not (text.value.startswith(_FENCE) and end):
        hint = "Begin the file with `---`, the lines `title:` and `description:`, and `---`."
        return Result(None, (Diagnostic("S010", "no front matter", Location(path), hint),))
    node = yaml_nodes.compose_node(path, head, first_line=2)
    if node.value is None:
        return Result(None, node.diagnostics)
    reader = FileReader(path, first_line=2)
    blocks = _read_body(reader, slug, body, head.count("\n") + 4)
    given = {"slug": slug, "body": blocks}
    article: Article[SourceText] | None = read_record(reader, Article, node.value, slug, given)
    return Result(article, tuple(reader.diagnostics))


def _new_parser() -> MarkdownIt:
    """Return a parser of CommonMark's blocks, tables, and `{#id}` lines; inline text stays as written.

    A definition, `[words]: address`, is a paragraph: it would vanish from the page, and no link needs it.
    """
    # deeper blocks are left out by markdown-it, and reported by us before it comes to that
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 2 * MAX_BLOCK_DEPTH}).enable("table")
    parser.use(attrs_block_plugin, allowed=["id"])
    parser.disable(["inline", "reference"])
    return parser


def _read_body(reader: FileReader, slug: str, body: str, first_line: int) -> tuple[str | SourceText, ...]:
    """Return the HTML of the blocks with their texts between it; reports headings without a unique id."""
    parser = _new_parser()
    tokens = parser.parse(body)
    deep = next((token for token in tokens if token.level > MAX_BLOCK_DEPTH), None)
    if deep is not None:
        message = f"blocks are nested more than {MAX_BLOCK_DEPTH} levels deep"
        location = _location(reader.path, deep, first_line)
        reader.diagnostics.append(Diagnostic("Y013", message, location, "Write fewer lists within lists."))
        return ()
    pieces: list[str | SourceText] = []
    html: list[str] = []
    section, number, heading_id = "intro", 0, ""
    sections = {section}
    for index, token in enumerate(tokens):
        location = _location(reader.path, token, first_line)
        if token.type == "inline":
            role = _role(tokens, index)
            if role is TextRole.ARTICLE_HEADING:
                section, number = heading_id, 0
                key = f"{slug}/{section}.heading"
            else:
                number += 1
                key = block_key(slug, section, number)
            text = " ".join(token.content.split())
            if (size := measure_text(text)) > MAX_TEXT:
                message = describe_size("the text", size, MAX_TEXT)
                reader.diagnostics.append(Diagnostic("Y011", message, location, "Split the paragraph."))
                continue
            pieces += ["".join(html), SourceText(key, text, location, role)]
            html = []
            continue
        if token.type == "heading_open":
            heading_id = str(token.attrGet("id") or "")
            if fault := _find_heading_fault(heading_id, sections):
                hint = "Write a line such as {#what-it-means} above the heading."
                reader.diagnostics.append(Diagnostic("S011", fault, location, hint))
            sections.add(heading_id)
        html.append(_render_html(parser, tokens, index))
    pieces.append("".join(html))
    return tuple(piece for piece in pieces if piece)


def _find_heading_fault(heading_id: str, others: set[str]) -> str:
    if not heading_id:
        return "the heading has no id"
    if heading_id in others:
        return f"duplicate id `{heading_id}`"
    fault = find_id_fault(heading_id)
    return fault[0] if fault else ""


def _role(tokens: list[Token], index: int) -> TextRole:
    """Return the role of an inline token's text, by the block around it."""
    match tokens[index - 1].type:
        case "heading_open":
            return TextRole.ARTICLE_HEADING
        case "td_open" | "th_open":
            return TextRole.ARTICLE_TABLE_CELL
        case "paragraph_open" if tokens[index - 2].type == "list_item_open":
            return TextRole.ARTICLE_LIST_ITEM
        case _:
            return TextRole.ARTICLE_PARAGRAPH


def _render_html(parser: MarkdownIt, tokens: list[Token], index: int) -> str:
    renderer = parser.renderer
    rule = renderer.rules.get(tokens[index].type)  # type: ignore[attr-defined]
    if rule is None:
        html: str = renderer.renderToken(tokens, index, parser.options, {})  # type: ignore[attr-defined]
        return html
    return str(rule(tokens, index, parser.options, {}))


def _location(path: str, token: Token, first_line: int) -> Location:
    return Location(path, (token.map[0] if token.map else 0) + first_line)
