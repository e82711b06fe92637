"""Dutch: ‘quotes’ or “quotes”, the reader is `u`."""

from __future__ import annotations

from generator.catalogs.languages.language import ENGLISH, Language

_MONTHS = frozenset(
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]
)

LANGUAGE = Language(
    quotes=(("‘", "’"), ("“", "”")),
    foreign_quotes='"„‟«»',
    doubled=frozenset({"dat", "die", "u", "te", "is", "zijn", "had"}),
    same=_MONTHS
    | frozenset(
        [
            "account",
            "checklist",
            "dashboard",
            "guide",
            "hardware",
            "help",
            "info",
            "later",
            "link",
            "links",
            "menu",
            "mobile",
            "moment",
            "nee",
            "ok",
            "portal",
            "procedure",
            "procedures",
            "product",
            "products",
            "reseller",
            "resellers",
            "software",
            "stop",
            "tip",
            "type",
            "url",
            "web",
            "website",
            "placeholder",
            "placeholders",
            "printer",
            "provider",
            "tablet",
            "titel",
            "update",
            "updates",
            "in",
            "test",
            "van",
        ]
    ),
    english=ENGLISH - {"here", "have", "been", "want"},
    address=frozenset(
        ["je", "jij", "jou", "jouw", "jullie", "jezelf"],
    ),
    small=_MONTHS,
)
