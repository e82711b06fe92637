"""Swedish: ”quotes” the same on both sides, the reader is `du`; `ni` is for several, and not for one."""

from __future__ import annotations

from stegvis.catalogs.languages.language import Language, words

_MONTHS = words("januari februari mars april maj juni juli augusti september oktober november december")

LANGUAGE = Language(
    quotes=(("”", "”"),),
    foreign_quotes='"„‟“«»‘',
    doubled=words("som den det de är om på i"),
    same=_MONTHS | words("guide i information mobil moment post program status system test version"),
    plural=words("ni er ert era eder"),
    singular=words("du dig din ditt dina"),
    inflected_by_colon=True,
    small=_MONTHS,
)
