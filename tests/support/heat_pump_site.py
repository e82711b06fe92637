"""The site and the sheets of the fixture `heat-pump`, a project of another field: made once for all tests of a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from stegvis.outputs.pdf.options import Paper, PdfOptions
from stegvis.pages.editions.table import CHECKLIST
from stegvis.source.project import read_project
from tests.support import pdf_reading
from tests.support.projects import FIXTURES, Files
from tests.support.starter_site import site_of

URL = "https://heating.example/"


@cache
def sources() -> Files:
    """The files of the project."""
    return read_project(FIXTURES / "sites" / "heat-pump").files


@cache
def site() -> Mapping[str, bytes]:
    """The files of its site by path."""
    return site_of(sources(), URL)


@cache
def sheets() -> Mapping[str, bytes]:
    """The printed checklists on A4: by locale and procedure, `de/register-heat-pump`."""
    output = pdf_reading.printed(sources(), PdfOptions(editions=(CHECKLIST,), papers=(Paper.A4,)), URL)
    return {f"{file.locale}/{file.name}": output.files[file.path] for file in output.pdf_files}
