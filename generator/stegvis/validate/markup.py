"""Rules about markup that is none in the text of a procedure, and would be read as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from stegvis.inline.blocks import find_block
from stegvis.inline.nodes import Code
from stegvis.inline.parse import parse
from stegvis.inline.phrase import NAME
from stegvis.inline.plain import walk
from stegvis.model.procedure import Procedure
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts
from stegvis.validate.rule import RuleContext, Violation


def check_blocks(_: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """A text is one paragraph: code blocks, images, tables and lists have keys of their own in a step."""
    for text in iter_texts(procedure):
        if block := find_block(text.source):
            yield f"the text contains {block.name}, which is not markup here", text.location, block.hint


def check_names_in_code(context: RuleContext, procedure: Procedure[SourceText]) -> Iterator[Violation]:
    """Braces in code are literal: the name of a label or a role stands outside of it."""
    library = context.library
    for text in iter_texts(procedure):
        if "`" not in text.source:
            continue
        for node in walk(parse(text.source)):
            for name in NAME.findall(node.text) if isinstance(node, Code) else ():
                if name in library.labels or name in library.roles:
                    hint = f"Write `{{{name}}}` without backticks."
                    yield f"`{{{name}}}` is literal in code: readers see the id", text.location, hint
