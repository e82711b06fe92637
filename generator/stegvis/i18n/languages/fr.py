"""French: « quotes » with narrow no-break spaces inside and before : ; ! ?, the reader is `vous`.

Lexique des règles typographiques en usage à l'Imprimerie nationale; U+202F before all four, as the site does.
"""

from __future__ import annotations

from stegvis.i18n.languages.language import Language, word_set

LANGUAGE = Language(
    quotes=(("«", "»"), ("“", "”")),
    foreign_quotes='"„‟‘',
    spaced_before=":;!?»",
    doubled=word_set("vous nous"),
    same=word_set(
        "action administration client clients code condition conditions confirmation contact date "
        "description distribution document documents guide impression information informations "
        "instruction instructions menu message minute minutes note notes option options page pages phase "
        "portail question questions section sections service services solution transition type version"
    ),
    address=word_set("tu te toi ton ta tes tien tienne"),
    small=word_set("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
)
