"""Swedish: ”quotes” the same on both sides, the reader is `du`; `ni` is for several, and not for one."""

from __future__ import annotations

from stegvis.i18n.languages.language import Language, word_set

_MONTHS = word_set("januari februari mars april maj juni juli augusti september oktober november december")

LANGUAGE = Language(
    quotes=(("”", "”"),),
    foreign_quotes='"„‟“«»‘',
    doubled=word_set("som den det de är om på i"),
    same=_MONTHS
    | word_set("guide i information mobil moment partner post program status system test version"),
    plural=word_set("ni er ert era eder"),
    singular=word_set("du dig din ditt dina"),
    inflected_by_colon=True,
    small=_MONTHS,
)
