"""Texts for properties: markup of all kinds, well and badly formed, close together."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = (
    "*", "**", "_", "__", "`", "``", "[", "]", "][", "](", "(", ")", "{", "}", "<", ">", "\\", "&", ";", "#",
    " ", "  ", "\n", "!", '"', "'", "a", "B", "é", "1", ".", ":", "⸨", "⸩", "\u00a0", "\u202e", "😀",
    "{name}", "{a_b}", "{{a-b}}", "{{b}}", "{{{b}}}", "{a-b}", "{ a }", "[words][target]", "[w](https://e.example/ä)", "[x](y 'z')",
    "`code`", "`` a`b ``", "` x `", "*stress*", "**force**", "_stress_", "&amp;", "&nbsp;", "&#42;", "&nope;",
    "<https://e.example/%C3%A4>", "<a@e.example>", "<b>", "\\*", "\\\n  ", "snake_case", "2 * 3", "page:a#b",
)  # fmt: skip

texts = st.one_of(st.text(), st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
"""Any text; half of them are full of markup."""
