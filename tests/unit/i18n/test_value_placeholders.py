"""The placeholders of noted values, for translators."""

from __future__ import annotations

from stegvis.i18n.catalogs.template import TemplateContext
from stegvis.pipeline import Builder
from stegvis.source.project import read_project
from stegvis.source.site_config import read_site_config
from tests.support.projects import FIXTURES


def test_values_are_explained_and_commands_are_in_no_catalog() -> None:
    project = read_project(FIXTURES / "sites" / "values")
    config = read_site_config(project).value
    assert config
    library = Builder().check(project, config).loaded.library
    entries = {entry.key: entry for entry in TemplateContext(library, {}).entries("hosting")}
    comments = entries["renew-certificate/open-order.action"].comments
    assert "{{order-number}} = Order number" in comments
    assert "{{ordered-on}} = Ordered on" in comments
    assert entries["renew-certificate/order-certificate.values.order-number.label"].source == "Order number"
    assert entries["renew-certificate/check-sites.for_each.name"].source == "Site"
    assert not [key for key, entry in entries.items() if "openssl" in entry.source or "commands" in key]
