"""Every text of every procedure is translated, and stands on its guide and its checklist, in every locale.

A failure names the locale, the procedure, the step and the field: `sv: some-procedure/some-step.action`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from generator import project
from generator.build import Builder
from generator.config import Config
from generator.messages import texts
from generator.model import State, Words
from tests.projects import TESTS, walked
from tests.reading import WHOLE, as_read, words_of


def _config() -> Config:
    config = project.config_of(SOURCE, [])
    assert config
    return config


SOURCE = project.read(TESTS.parent)
CONFIG = _config()
BUILDER = Builder()
CHECKED = BUILDER.check(SOURCE, CONFIG)
LIBRARY = CHECKED.loaded.library
TEXTS = [
    pytest.param(locale, procedure.id, text.key, id=f"{locale}: {text.key}")
    for locale in CONFIG.locales
    for procedure in LIBRARY.procedures.values()
    for text in texts(procedure)
]


@cache
def site() -> Mapping[str, bytes]:
    """The files of our own site, built once."""
    return BUILDER.build(SOURCE, CONFIG).files


@cache
def names(locale: str) -> Mapping[str, str]:
    """What stands in the place of placeholders."""
    library = CHECKED.localized[locale].library
    named = {name: one.name.text for name, one in library.labels.items()}
    return named | {name: one.name.text for name, one in library.roles.items()}


@cache
def words(locale: str, procedure: str) -> Mapping[str, Words]:
    """What is said in a locale, by key."""
    localized = CHECKED.localized[locale].library.procedures[procedure]
    return {one.key: one for one in walked(localized) if isinstance(one, Words)}


@cache
def page(locale: str, procedure: str, folder: str) -> Mapping[str, str]:
    """The words of a guide or of a checklist, by step."""
    collection = LIBRARY.procedures[procedure].collection
    return words_of(site()[f"{locale}/{collection}/{procedure}/{folder}index.html"].decode())


@pytest.mark.parametrize(("locale", "procedure", "key"), TEXTS)
def test_it_is_in_the_catalog_on_the_guide_and_on_the_checklist(
    locale: str, procedure: str, key: str
) -> None:
    said = words(locale, procedure)[key]
    assert said.state is (State.SOURCE if locale == CONFIG.source else State.TRANSLATED)
    shown = as_read(said.text, names(locale))
    step = key.partition("/")[2].partition(".")[0] or WHOLE
    assert shown in page(locale, procedure, "")[step], "not on the guide"
    assert shown in page(locale, procedure, "checklist/")[step], "not on the checklist"


@pytest.mark.parametrize("locale", CONFIG.targets)
@pytest.mark.parametrize("domain", ["labels", "pages", "interface"])
def test_names_pages_and_interface_are_translated(locale: str, domain: str) -> None:
    localized = CHECKED.localized[locale]
    assert localized.totals[domain] > 0
    assert [f"{locale}: {gap.text.key}" for gap in localized.gaps if gap.domain == domain] == []


def test_our_own_project_has_nothing_to_complain_of() -> None:
    assert [str(found) for found in CHECKED.diagnostics] == []
