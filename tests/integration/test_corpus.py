"""Documents of a vendor as procedures, in words of our own: what they say can be said without a finding."""

from __future__ import annotations

from stegvis.source.project import read_project
from tests.support import projects
from tests.support.starter_site import site_of

SOURCES = read_project(projects.FIXTURES / "sites" / "corpus").files


def test_nothing_is_wrong_with_the_procedures() -> None:
    found = projects.diagnostics(SOURCES)
    assert not found, [str(diagnostic) for diagnostic in found]


def test_every_procedure_has_its_guide_and_its_checklist() -> None:
    site = site_of(SOURCES)
    for procedure in projects.library_of(SOURCES).procedures.values():
        for tail in ("", "checklist/"):
            assert f"en/{procedure.collection}/{procedure.id}/{tail}index.html" in site
