"""Swedish: ”quotes” the same on both sides, the reader is `du`."""

from __future__ import annotations

from generator.catalogs.languages.language import ENGLISH, Language

_MONTHS = frozenset(
    [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ]
)

LANGUAGE = Language(
    quotes=(("”", "”"),),
    foreign_quotes='"„‟“«»‘',
    doubled=frozenset({"som", "den", "det", "de", "att", "har", "är", "för", "på", "om", "i", "till", "in"}),
    same=_MONTHS
    | frozenset(
        [
            "guide",
            "i",
            "system",
            "status",
            "test",
            "version",
            "moment",
            "program",
            "information",
            "post",
            "mobil",
        ]
    ),
    english=ENGLISH,
    plural=frozenset(["ni", "er", "ert", "era", "eder"]),
    singular=frozenset(["du", "dig", "din", "ditt", "dina"]),
    inflected_by_colon=True,
    small=_MONTHS,
)
