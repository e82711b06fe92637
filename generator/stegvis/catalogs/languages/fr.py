"""French: « quotes » with narrow no-break spaces inside and before : ; ! ?, the reader is `vous`.

Lexique des règles typographiques en usage à l'Imprimerie nationale; U+202F before all four, as the site does.
"""

from __future__ import annotations

from stegvis.catalogs.languages.language import Language, words

LANGUAGE = Language(
    quotes=(("«", "»"), ("“", "”")),
    foreign_quotes='"„‟‘',
    spaced_before=":;!?»",
    doubled=words("vous nous"),
    same=words(
        "action administration client clients code condition conditions confirmation contact date "
        "description distribution document documents guide impression information informations "
        "instruction instructions menu message minute minutes note notes option options page pages phase "
        "portail question questions section sections service services solution transition type version"
    ),
    address=words("tu te toi ton ta tes tien tienne"),
    small=words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
)
