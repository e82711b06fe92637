"""Every text of every procedure is translated, and stands on its guide and its checklist, in every locale.

A failure lists every text that is not: `sv: some-procedure/some-step.action: not on the guide`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import pytest

from stegvis.model.noted_value import ForEach, NotedValue
from stegvis.model.text import LocalizedText, SourceText, TranslationState
from stegvis.schema.walk import iter_texts
from tests.support import own_project
from tests.support.cases import fail_with
from tests.support.page_words import WHOLE, as_read, in_one_line, words_of
from tests.support.projects import walked

LOCALES = ("en", "nl", "sv", "fr")


@cache
def words_on(path: str) -> Mapping[str, str]:
    """The words of a page, by the part of it in which they stand."""
    return words_of(own_project.site_files()[path].decode())


@cache
def names(locale: str) -> Mapping[str, str]:
    """What stands in the place of placeholders."""
    library = own_project.checked().localized[locale].library
    label_names = {name: label.name.text for name, label in library.labels.items()}
    return label_names | {name: role.name.text for name, role in library.roles.items()}


def texts_in(value: object) -> Mapping[str, LocalizedText]:
    """The texts of a localized record, by key."""
    return {text.key: text for text in walked(value) if isinstance(text, LocalizedText)}


def step_of(key: str) -> str:
    """The step that a text's key names: the part of the page in which the text stands."""
    return key.partition("/")[2].partition(".")[0].replace("/", ".") or WHOLE


def value_names(localized: object) -> Mapping[str, str]:
    """What pages show for the noted values of a record, and for what its steps are repeated for."""
    fields = list(walked(localized))
    repeated = {field.id: field.name.text for field in fields if isinstance(field, ForEach)}
    return repeated | {field.id: field.label.text for field in fields if isinstance(field, NotedValue)}


def missing_texts(
    locale: str,
    texts: Iterator[SourceText],
    localized: object,
    pages: Mapping[str, str],
    part_of: Callable[[str], str],
) -> Iterator[str]:
    """The texts of a record that are not translated, or not in their part of its pages (path by name)."""
    texts_by_key = texts_in(localized)
    shown_names = {**names(locale), **value_names(localized)}
    expected = TranslationState.SOURCE if locale == "en" else TranslationState.TRANSLATED
    for text in texts:
        if texts_by_key[text.key].state is not expected:
            yield f"{locale}: {text.key}: {texts_by_key[text.key].state}"
        words = as_read(texts_by_key[text.key].text, shown_names)
        for name, path in pages.items():
            if words not in words_on(path).get(part_of(text.key), ""):
                yield f"{locale}: {text.key}: not on the {name}"


def test_the_languages_are_those_of_the_site() -> None:
    assert set(LOCALES) == set(own_project.config().locales)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_of_a_procedure_is_translated_on_its_guide_and_on_its_checklist(locale: str) -> None:
    procedures = own_project.checked().loaded.library.procedures.values()
    assert sum(1 for procedure in procedures for _ in iter_texts(procedure)) > 500
    localized = own_project.checked().localized[locale].library.procedures
    missing: list[str] = []
    for procedure in procedures:
        folder = f"{locale}/{procedure.collection}/{procedure.id}"
        pages = {"guide": f"{folder}/index.html", "checklist": f"{folder}/checklist/index.html"}
        missing += missing_texts(locale, iter_texts(procedure), localized[procedure.id], pages, step_of)
    fail_with(missing)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_block_of_prose_is_translated_and_on_its_page(locale: str) -> None:
    articles = own_project.checked().loaded.library.articles
    assert sum(1 for article in articles.values() for _ in iter_texts(article.body)) > 250
    localized = own_project.checked().localized[locale].library.articles
    missing: list[str] = []
    for slug, article in articles.items():
        page = f"{locale}/index.html" if slug == "index" else f"{locale}/{slug}/index.html"
        body = localized[slug].body
        missing += missing_texts(locale, iter_texts(article.body), body, {"page": page}, lambda _: WHOLE)
    fail_with(missing)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_role_and_every_control_is_on_the_pages_that_list_them(locale: str) -> None:
    library = own_project.checked().localized[locale].library
    roles = words_on(f"{locale}/roles/index.html")
    for name, role in library.roles.items():
        assert role.name.text in roles[f"_role-{name}"]
        assert as_read(role.description.text, names(locale)) in roles[WHOLE], name
    controls = words_on(f"{locale}/controls/index.html")[WHOLE]
    assert [
        name for name, label in library.labels.items() if in_one_line(label.name.text) not in controls
    ] == []


@pytest.mark.parametrize("locale", LOCALES[1:])
@pytest.mark.parametrize("domain", ["labels", "pages", "interface"])
def test_names_pages_and_interface_are_translated(locale: str, domain: str) -> None:
    localized = own_project.checked().localized[locale]
    assert localized.totals[domain] > 0
    assert [f"{locale}: {gap.text.key}" for gap in localized.gaps if gap.domain == domain] == []


def test_our_own_project_has_nothing_to_complain_of() -> None:
    assert [str(diagnostic) for diagnostic in own_project.checked().diagnostics] == []


def targets(html: str) -> set[str]:
    """The places on this site that a page leads to, or takes its styles, scripts and pictures from."""
    return {
        target for target in re.findall(r'(?:href|src)="([^"]*)"', html) if not re.match(r"[a-z]+:", target)
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_every_link_of_ours_leads_to_a_page_and_a_place_on_it(locale: str) -> None:
    lost, site = [], own_project.site_files()
    for path, raw in site.items():
        if not path.startswith(f"{locale}/") or not path.endswith("index.html"):
            continue
        for target in targets(raw.decode()):
            location, _, place = target.partition("#")
            path_part = location.partition("?")[0]
            full = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), path_part)) if path_part else path
            )
            full = full if full in site else posixpath.normpath(f"{full}/index.html")
            if full not in site or (place and f'id="{place}"'.encode() not in site[full]):
                lost.append(f"{path}: {target}")
    assert lost == []
