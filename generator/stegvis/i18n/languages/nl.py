"""Dutch: ‘quotes’ or “quotes”, the reader is `u`."""

from __future__ import annotations

from stegvis.i18n.languages.language import ENGLISH, Language, word_set

_MONTHS = word_set("januari februari maart april mei juni juli augustus september oktober november december")

LANGUAGE = Language(
    quotes=(("‘", "’"), ("“", "”")),
    foreign_quotes='"„‟«»',
    doubled=word_set("dat die u te is zijn had"),
    same=_MONTHS
    | word_set(
        "account checklist dashboard hardware help in info later link links menu mobile moment ok "
        "partner partners placeholder placeholders portal printer procedure procedures product provider "
        "reseller resellers software status stop tablet test tip type update updates url van web website"
    ),
    english=ENGLISH - {"here"},
    address=word_set("je jij jou jouw jullie jezelf"),
    small=_MONTHS,
)
