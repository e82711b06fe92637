"""Plain text of one locale: names filled in, nothing of markup or of the preview's annotations left."""

from __future__ import annotations

import pytest

from stegvis.model.text import LocalizedText, SourceText, TranslationState
from stegvis.model.text_role import TextRole
from stegvis.pages.formatting import LocaleFormatter
from stegvis.preview.annotations import AnnotatedLookup
from stegvis.schema.walk import map_texts
from tests.support.projects import library_of, sound


def translated(text: SourceText) -> LocalizedText:
    """A translation that is the English."""
    return LocalizedText(text.key, text.source, TranslationState.TRANSLATED)


PLAIN = {
    "Open it.": "Open it.",
    "Press {disarm}.": "Press Disarm.",
    "{key_holder}": "Key holder",
    "*Press* {unknown}.": "Press {unknown}.",
    "`{disarm}`, `*.csv`": "{disarm}, *.csv",
    "2 * 3 * 4": "2 * 3 * 4",
    "[the *page*][page:index]": "the page",
    r"\*a\* &amp; b_c_d": "*a* & b_c_d",
}


@pytest.mark.parametrize("lookup", [translated, AnnotatedLookup(translated)], ids=["built", "previewed"])
@pytest.mark.parametrize("text", PLAIN)
def test_a_text_has_this_plain_text(text: str, lookup: AnnotatedLookup) -> None:
    library = library_of(sound())
    formatter = LocaleFormatter(map_texts(library, lookup), "en")
    source = SourceText("a_b/c.if_not", text, library.labels["disarm"].name.location, TextRole.ACTION)
    assert formatter.plain(lookup(source)) == PLAIN[text]
