"""HTML of texts: what their trees say, escaped, with names and links of one locale."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from markdown_it import MarkdownIt

from stegvis.inline.parse import parse
from stegvis.inline.plain import render_plain
from stegvis.model.text import LocalizedText, TranslationState
from stegvis.outputs.html.inline import HtmlVisitor, ProseHtml
from stegvis.pages.plan import LocaleRenderContext
from tests.support.inline_texts import texts

NAMES = {"submit": "Send <now>", "admin_agent": "Admin agent", "name": "*Name*", "a_b": "A & B"}


def context(addresses: Mapping[str, str]) -> LocaleRenderContext:
    """A Dutch locale that lacks the name of a control."""
    states = {"submit": TranslationState.MISSING}
    return LocaleRenderContext(
        locale="nl",
        ui=SimpleNamespace(),
        names={
            name: LocalizedText(f"labels/{name}.name", text, states.get(name, TranslationState.TRANSLATED))
            for name, text in NAMES.items()
        },
        value_labels={
            "one": {
                "order": LocalizedText("one/step.values.order.label", "Order <1>", TranslationState.MISSING)
            }
        },
        roles=frozenset({"admin_agent"}),
        addresses=addresses,
        source_language="en",
        home="nl/",
        runs="nl/runs/",
        source_names={"name": "Name"},
        menu=(),
    )


ADDRESSES = {"yaml": "https://yaml.org/?a=1&b=2", "page:start": "nl/start/"}
VISITOR = HtmlVisitor(context(ADDRESSES))


def html(text: str, state: TranslationState = TranslationState.TRANSLATED) -> str:
    """The HTML of a text on a page one level below the site's root."""
    return ProseHtml(HtmlVisitor(context(ADDRESSES)), "../")[LocalizedText("one/key", text, state)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom & Jerry's", "Tom &amp; Jerry&#39;s"),
        ("`*.csv` & `<b>`", "<code>*.csv</code> &amp; <code>&lt;b&gt;</code>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("`{admin_agent}`", "<code>{admin_agent}</code>"),
        (r"\*a\* &amp; &#42;", "*a* &amp; *"),
        ("{admin_agent}", '<b class="role">Admin agent</b>'),
        ("{submit}", '<b class="label" lang="en">Send &lt;now&gt;</b>'),
        ("{{order}}", '<span class="value" data-value="order" lang="en">Order &lt;1&gt;</span>'),
        ("{{unknown}}", "{{unknown}}"),
        ("{name}", '<b class="label" data-source="Name">*Name*</b>'),
        ("*{unknown}*", "<em>{unknown}</em>"),
        ("**a _b_**", "<strong>a <em>b</em></strong>"),
        ("[a *b*][yaml]", '<a href="https://yaml.org/?a=1&amp;b=2">a <em>b</em></a>'),
        ("[a][page:start]", '<a href="../nl/start/">a</a>'),
        ("[a][page:start#top]", '<a href="../nl/start/#top">a</a>'),
        ("[a *b*][nowhere]", "a <em>b</em>"),
        ("[a *b*](https://e.example/?x&y)", "a <em>b</em>"),
        ("[a](javascript:x)", "a"),
        ("<https://e.example/>", "https://e.example/"),
        ("<b>a</b>", "&lt;b&gt;a&lt;/b&gt;"),
        ("a\\\n b", "a<br>\nb"),
    ],
)
def test_a_text_is_this_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_what_a_locale_lacks_is_marked_as_english() -> None:
    assert html("Open *it*", TranslationState.FUZZY) == '<span lang="en" dir="ltr">Open <em>it</em></span>'


def test_annotations_of_the_preview_stay() -> None:
    assert html("⸨t:a_b/c.if_not⸩*Open* it⸨⸩") == "⸨t:a_b/c.if_not⸩<em>Open</em> it⸨⸩"


@pytest.mark.parametrize("address", ["javascript:x", "data:text/html,x", "ftp://e.example", "//e.example"])
def test_no_page_links_to_an_address_of_another_scheme(address: str) -> None:
    visitor = HtmlVisitor(context({"link": address}))
    assert (
        visitor.render(LocalizedText("key", "[a *b*][link]", TranslationState.TRANSLATED)) == "a <em>b</em>"
    )


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data


@given(texts)
def test_the_words_of_the_html_are_the_plain_text(text: str) -> None:
    reader = _Words()
    reader.feed(VISITOR.render(LocalizedText("key", text, TranslationState.TRANSLATED)))
    reader.close()
    assert reader.words == render_plain(parse(text), NAMES)


ORACLE = MarkdownIt("commonmark", {"html": False}).disable(["image", "newline"])
ORACLE.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # ours lead nowhere


@given(texts)
def test_without_names_and_targets_it_is_the_html_of_markdown_it_without_links(text: str) -> None:
    assume(not any(piece in text for piece in ("{", "][", "\r", "\0")))
    expected = re.sub("<a [^>]*>|</a>", "", ORACLE.renderInline(text))
    rendered = str(VISITOR.render(LocalizedText("key", text, TranslationState.TRANSLATED)))
    assert rendered.replace("&#34;", "&quot;").replace("&#39;", "'") == expected.replace("<br />", "<br>")
