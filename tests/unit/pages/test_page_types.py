"""The tables of pages: page types, generated parts, sheet editions."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files as package_files

import pytest

from stegvis.model.article import Generated
from stegvis.outputs.html.renderer import PAGE_TEMPLATES
from stegvis.pages.editions.table import SHEET_EDITIONS
from stegvis.pages.generated_parts import generated_part
from stegvis.pages.page_types import PROCEDURE_PAGES, list_page_groups
from stegvis.pages.pdf_index import build_pdf_index
from stegvis.pages.scopes import LocaleScope, SiteScope
from stegvis.pages.translation_status import TranslationStatus
from stegvis.pages.views.article import ArticlePage
from stegvis.pages.views.view import FramedView, View
from stegvis.pipeline import locale_contexts
from tests.support import pdf_reading, projects

TEMPLATES = package_files("stegvis") / "theme" / "templates"


def site_scope() -> SiteScope:
    files = pdf_reading.files()
    config, _ = projects.config_of(files)
    assert config
    contexts = locale_contexts(projects.checked(files), config)
    return SiteScope(
        contexts=contexts, config=config, status=TranslationStatus(), pdf_index=build_pdf_index(())
    )


def subclasses(view: type[View]) -> Iterator[type[View]]:
    for subclass in view.__subclasses__():
        yield subclass
        yield from subclasses(subclass)


def test_every_view_of_a_page_has_a_template() -> None:
    # By name: a dataclass with slots is a copy, and the class that it was made of may not be collected yet.
    views = {view.__qualname__ for view in subclasses(View)} - {FramedView.__qualname__}
    assert views == {view.__qualname__ for view in PAGE_TEMPLATES}
    for row in PAGE_TEMPLATES.values():
        assert (TEMPLATES / row.template).is_file()


@pytest.mark.parametrize("kind", Generated)
def test_every_generated_part_has_a_template(kind: Generated) -> None:
    is_part_of_an_article = generated_part(kind).view is ArticlePage
    assert (TEMPLATES / "generated" / f"{kind.value}.html").is_file() is is_part_of_an_article


def test_the_pages_of_a_procedure_depend_on_nothing_that_their_group_does_not() -> None:
    site = site_scope()
    groups = {group.key: group for group in list_page_groups(site)}
    scopes = [
        scope for context in site.contexts.values() for scope in LocaleScope(site, context).procedures()
    ]
    assert groups
    assert len(groups) == len(scopes)
    for scope in scopes:
        group = groups[scope.locale, scope.procedure.id]
        for page_type in PROCEDURE_PAGES:
            for value in page_type.inputs(scope):
                assert value in group.inputs, f"a change of {value!r} would leave the page as it was"


def test_no_two_pages_have_the_same_path() -> None:
    site = site_scope()
    paths = [
        page_type.path(scope)
        for context in site.contexts.values()
        for scope in LocaleScope(site, context).procedures()
        for page_type in PROCEDURE_PAGES
    ]
    assert len(paths) == len(set(paths))


def test_sheet_editions_have_keys_and_names_of_their_own() -> None:
    context = site_scope().source
    assert len({edition.key for edition in SHEET_EDITIONS}) == len(SHEET_EDITIONS)
    assert len({edition.label(context) for edition in SHEET_EDITIONS}) == len(SHEET_EDITIONS)
    for edition in SHEET_EDITIONS:
        assert edition.pack_of is None or edition.pack_of in SHEET_EDITIONS
