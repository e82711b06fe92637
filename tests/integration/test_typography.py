"""Each language's typography and form of address, on everything that its readers see."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from stegvis.i18n.lint.context import OBJECT, plain_text
from stegvis.model.text import LocalizedText
from tests.support import own_project
from tests.support.projects import walked

LOCALES = ("nl", "sv", "fr")
SPACE = "\u202f"
"""The narrow no-break space."""

_ADDRESS = re.compile(r"https?://\S+")
_TIME = re.compile(r"\d+:\d\d")


def _words() -> dict[str, list[LocalizedText]]:
    localized = own_project.checked().localized
    return {
        locale: [
            text
            for text in walked(localized[locale].library)
            if isinstance(text, LocalizedText) and not text.is_untranslated
        ]
        for locale in ("en", *LOCALES)
    }


TRANSLATIONS = _words()
ENGLISH = TRANSLATIONS["en"]


def without_exempt_parts(text: str) -> str:
    """A text without what follows no language's rules: code, placeholders, targets, addresses, times."""
    return _TIME.sub("]", _ADDRESS.sub("]", plain_text(text))).replace(OBJECT, "Name")


ANYWHERE = {
    "a straight quotation mark or apostrophe": r"[\"']",
    "two spaces": r"  ",
    "a space at the beginning or the end": r"^\s|\s$",
    "a space before a full stop or a comma": r"\s[.,](?:\s|$)",
    "three dots for an ellipsis": r"\.\.\.",
    "a hyphen for a dash": r"\s-\s",
}
RULES = {
    "en": ANYWHERE,
    "nl": {
        **ANYWHERE,
        "je, jij, jouw or jullie": r"(?i)\b(?:je|jij|jou|jouw|jullie)\b",
        "a space before a colon or the like": r"\s[:;!?]",
    },
    "sv": {
        **ANYWHERE,
        # You two, who agree or are partners, are “ni”; one reader is not.
        "ni, er, ert or era": r"(?i)\bni\b(?! har kommit överens| inget partnerskap)|\b(?:er|ert|era)\b",
        "Ni, Du or Din with a capital within a sentence": r"(?<![.!?:”] )(?<!^)\b(?:Ni|Du|Din|Ditt|Dina)\b",
        "quotation marks of another language": r"[“„«»‘]",
        "a space before a colon or the like": r"\s[:;!?]",
    },
    "fr": {
        **ANYWHERE,
        "tu, ton, ta, tes, te or toi": r"(?i)\b(?:tu|ton|ta|tes|te|toi)\b|\bt’",
        "a sign without a narrow no-break space before it": f"(?<![{SPACE}!?])[:;!?»]",
        "an opening guillemet without a narrow no-break space after it": f"«(?!{SPACE})",
        "quotation marks of another language": r"[“„‘]",
        "a plain space before %": r"\d[  ]?%",
    },
}
CASES = [(locale, rule) for locale, rules in RULES.items() for rule in rules]

ABOUT_LANGUAGES = "translate"
"""The page that tells translators what to write, and what not to."""


def texts_breaking(locale: str, rule: str) -> Iterator[str]:
    pattern = re.compile(RULES[locale][rule])
    for words in TRANSLATIONS[locale]:
        if not words.key.startswith(ABOUT_LANGUAGES) and (
            match := pattern.search(without_exempt_parts(words.text))
        ):
            text = without_exempt_parts(words.text)
            yield f"{locale}: {words.key}: …{text[max(0, match.start() - 20) : match.end() + 20]}…"


@pytest.mark.parametrize(("locale", "rule"), CASES, ids=[f"{locale}: no {rule}" for locale, rule in CASES])
def test_nothing_breaks_the_rule(locale: str, rule: str) -> None:
    assert len(TRANSLATIONS[locale]) > 900
    assert list(texts_breaking(locale, rule)) == []


TITLES_OF_OTHERS = "links/"
"""Pages of other sites have titles of their own in each language."""

END = re.compile(r"[.?!:…]?[)”’»\u202f]*$")


def end_sign(text: str) -> str:
    """The sign that ends a text."""
    match = END.search(text)
    return match[0].strip(f")”’»{SPACE}") if match else ""


@pytest.mark.parametrize("locale", LOCALES)
def test_a_translation_ends_with_the_sign_that_ends_the_english(locale: str) -> None:
    english = {text.key: text.text for text in ENGLISH}
    assert [
        f"{translation.key}: {translation.text}"
        for translation in TRANSLATIONS[locale]
        if not translation.key.startswith(TITLES_OF_OTHERS)
        and not english[translation.key].endswith(";")
        and end_sign(translation.text) != end_sign(english[translation.key])
    ] == []


@pytest.mark.parametrize(
    ("locale", "faulty"),
    [
        ("nl", "Selecteer 'Annuleren'."),
        ("nl", "Open je account."),
        ("sv", 'Välj "Avbryt".'),
        ("sv", "Öppna ert konto."),
        ("sv", "Välj “Avbryt”."),
        ("fr", "Est-ce terminé ?"),
        ("fr", "Est-ce terminé?"),
        ("fr", "C'est terminé."),
        ("fr", "Cliquez sur « Annuler »."),
        ("fr", "Ouvre ton compte."),
    ],
)
def test_the_rules_find_what_they_are_for(locale: str, faulty: str) -> None:
    assert any(re.search(pattern, without_exempt_parts(faulty)) for pattern in RULES[locale].values())


@pytest.mark.parametrize(
    ("locale", "sound"),
    [
        ("nl", "Selecteer ‘Annuleren’: u ziet dan foto’s."),
        ("sv", "Välj ”Avbryt” så ser du det."),
        ("fr", f"Est-ce terminé{SPACE}? Choisissez «{SPACE}Oui{SPACE}»{SPACE}: à 12:30, voir `a:b`."),
        ("fr", f"Sélectionnez {{submit}} sur [la page][procedure:open-office]{SPACE}!"),
    ],
)
def test_the_rules_accept_sound_text(locale: str, sound: str) -> None:
    assert [
        rule for rule, pattern in RULES[locale].items() if re.search(pattern, without_exempt_parts(sound))
    ] == []
