"""French: « quotes » with narrow no-break spaces inside and before : ; ! ?, the reader is `vous`.

Lexique des règles typographiques en usage à l'Imprimerie nationale; U+202F before all four, as the site does.
"""

from __future__ import annotations

from generator.catalogs.languages.language import ENGLISH, Language

_MONTHS = frozenset(
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
)

LANGUAGE = Language(
    quotes=(("«", "»"), ("“", "”")),
    foreign_quotes='"„‟‘',
    spaced_before=":;!?»",
    doubled=frozenset({"vous", "nous"}),
    same=frozenset(
        [
            "action",
            "client",
            "clients",
            "code",
            "confirmation",
            "contact",
            "date",
            "description",
            "distribution",
            "document",
            "documents",
            "guide",
            "impression",
            "information",
            "informations",
            "menu",
            "message",
            "minute",
            "minutes",
            "notes",
            "note",
            "option",
            "options",
            "page",
            "pages",
            "phase",
            "portail",
            "produit",
            "question",
            "questions",
            "section",
            "sections",
            "service",
            "services",
            "solution",
            "type",
            "administration",
            "instruction",
            "instructions",
            "condition",
            "conditions",
            "transition",
            "version",
        ]
    ),
    english=ENGLISH,
    address=frozenset(["tu", "te", "toi", "ton", "ta", "tes", "tien", "tienne"]),
    small=_MONTHS,
)
