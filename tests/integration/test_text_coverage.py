"""Every text of every procedure is translated, and stands on its guide and its checklist, in every locale.

A failure names the locale, the procedure, the step and the field: `sv: some-procedure/some-step.action`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cache

import pytest

from stegvis.model.site import SiteConfig
from stegvis.model.text import LocalizedText, TranslationState
from stegvis.pipeline import Builder
from stegvis.schema.walk import iter_texts
from stegvis.source.project import read_project
from stegvis.source.site_config import read_site_config
from tests.support.page_words import WHOLE, as_read, in_one_line, words_of
from tests.support.projects import ROOT, walked


def _config() -> SiteConfig:
    config = read_site_config(SOURCE).value
    assert config
    return config


SOURCE = read_project(ROOT)
CONFIG = _config()
BUILDER = Builder()
CHECKED = BUILDER.check(SOURCE, CONFIG)
LIBRARY = CHECKED.loaded.library
TEXTS = [
    pytest.param(locale, procedure.id, text.key, id=f"{locale}: {text.key}")
    for locale in CONFIG.locales
    for procedure in LIBRARY.procedures.values()
    for text in iter_texts(procedure)
]


class Pages:
    """Our own site, built once, and the words of its pages, read once each."""

    def __init__(self) -> None:
        self.files: Mapping[str, bytes] = BUILDER.build(SOURCE, CONFIG).files
        assert self.files, "the site was not built"
        self._read: dict[str, Mapping[str, str]] = {}

    def words(self, path: str) -> Mapping[str, str]:
        """The words of a page, by the part of it in which they stand."""
        if path not in self._read:
            self._read[path] = words_of(self.files[path].decode())
        return self._read[path]


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages()


@cache
def names(locale: str) -> Mapping[str, str]:
    """What stands in the place of placeholders."""
    library = CHECKED.localized[locale].library
    named = {name: one.name.text for name, one in library.labels.items()}
    return named | {name: one.name.text for name, one in library.roles.items()}


@cache
def words(locale: str, procedure: str) -> Mapping[str, LocalizedText]:
    """What is said in a locale, by key."""
    localized = CHECKED.localized[locale].library.procedures[procedure]
    return {one.key: one for one in walked(localized) if isinstance(one, LocalizedText)}


@pytest.mark.parametrize(("locale", "procedure", "key"), TEXTS)
def test_it_is_in_the_catalog_on_the_guide_and_on_the_checklist(
    pages: Pages, locale: str, procedure: str, key: str
) -> None:
    said = words(locale, procedure)[key]
    assert said.state is (TranslationState.SOURCE if locale == CONFIG.source else TranslationState.TRANSLATED)
    shown = as_read(said.text, names(locale))
    step = key.partition("/")[2].partition(".")[0] or WHOLE
    folder = f"{locale}/{LIBRARY.procedures[procedure].collection}/{procedure}"
    assert shown in pages.words(f"{folder}/index.html")[step], "not on the guide"
    assert shown in pages.words(f"{folder}/checklist/index.html")[step], "not on the checklist"


PROSE = [
    pytest.param(locale, slug, text.key, id=f"{locale}: {text.key}")
    for locale in CONFIG.locales
    for slug, one in LIBRARY.articles.items()
    for text in iter_texts(one.body)
]


@cache
def prose(locale: str, slug: str) -> Mapping[str, LocalizedText]:
    """What an article says in a locale, by key."""
    body = CHECKED.localized[locale].library.articles[slug].body
    return {one.key: one for one in walked(body) if isinstance(one, LocalizedText)}


@pytest.mark.parametrize(("locale", "slug", "key"), PROSE)
def test_a_block_of_prose_is_translated_and_on_its_page(
    pages: Pages, locale: str, slug: str, key: str
) -> None:
    said = prose(locale, slug)[key]
    assert said.state is (TranslationState.SOURCE if locale == CONFIG.source else TranslationState.TRANSLATED)
    folder = "" if slug == "index" else f"{slug}/"
    assert as_read(said.text, names(locale)) in pages.words(f"{locale}/{folder}index.html")[WHOLE]


@pytest.mark.parametrize("locale", CONFIG.locales)
def test_every_role_and_every_control_is_on_the_pages_that_list_them(pages: Pages, locale: str) -> None:
    library = CHECKED.localized[locale].library
    roles = pages.words(f"{locale}/roles/index.html")
    for name, role in library.roles.items():
        assert role.name.text in roles[name]
        assert as_read(role.description.text, names(locale)) in roles[WHOLE], name
    controls = pages.words(f"{locale}/controls/index.html")[WHOLE]
    assert [name for name, one in library.labels.items() if in_one_line(one.name.text) not in controls] == []


@pytest.mark.parametrize("locale", CONFIG.targets)
@pytest.mark.parametrize("domain", ["labels", "pages", "interface"])
def test_names_pages_and_interface_are_translated(locale: str, domain: str) -> None:
    localized = CHECKED.localized[locale]
    assert localized.totals[domain] > 0
    assert [f"{locale}: {gap.text.key}" for gap in localized.gaps if gap.domain == domain] == []


def test_our_own_project_has_nothing_to_complain_of() -> None:
    assert [str(found) for found in CHECKED.diagnostics] == []


def targets(html: str) -> set[str]:
    """The places on this site that a page leads to, or takes its styles, scripts and pictures from."""
    return {
        target for target in re.findall(r'(?:href|src)="([^"]*)"', html) if not re.match(r"[a-z]+:", target)
    }


@pytest.mark.parametrize("locale", CONFIG.locales)
def test_every_link_of_ours_leads_to_a_page_and_a_place_on_it(pages: Pages, locale: str) -> None:
    lost, site = [], pages.files
    for path, raw in site.items():
        if not path.startswith(f"{locale}/") or not path.endswith("index.html"):
            continue
        for target in targets(raw.decode()):
            where, _, place = target.partition("#")
            full = posixpath.normpath(posixpath.join(posixpath.dirname(path), where)) if where else path
            full = full if full in site else posixpath.normpath(f"{full}/index.html")
            if full not in site or (place and f'id="{place}"'.encode() not in site[full]):
                lost.append(f"{path}: {target}")
    assert lost == []
