"""Dutch: ‘quotes’ or “quotes”, the reader is `u`."""

from __future__ import annotations

from stegvis.catalogs.languages.language import ENGLISH, Language, words

_MONTHS = words("januari februari maart april mei juni juli augustus september oktober november december")

LANGUAGE = Language(
    quotes=(("‘", "’"), ("“", "”")),
    foreign_quotes='"„‟«»',
    doubled=words("dat die u te is zijn had"),
    same=_MONTHS
    | words(
        "account checklist dashboard hardware help in info later link links menu mobile moment ok "
        "placeholder placeholders portal printer procedure procedures product provider reseller "
        "resellers software stop tablet test tip type update updates url van web website"
    ),
    english=ENGLISH - {"here"},
    address=words("je jij jou jouw jullie jezelf"),
    small=_MONTHS,
)
