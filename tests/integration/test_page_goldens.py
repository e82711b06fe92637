"""The guide and the checklist of the starter project, as readable text, as they were when somebody read them.

A change on purpose renews them: `STEGVIS_GOLDEN=1 python -m pytest -k page_goldens`, then
read `git diff tests/fixtures/golden/pages`: it is what readers of the pages will see changed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

import pytest

from tests.support.html_tree import parsed
from tests.support.page_outline import outline
from tests.support.projects import FIXTURES
from tests.support.starter_site import GUIDE, site_of, starter

VIEWS = {"guide": GUIDE, "checklist": f"{GUIDE}checklist/"}


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return site_of(starter())


@pytest.mark.parametrize("locale", ["en", "nl"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_reads_as_it_did(files: Mapping[str, bytes], view: str, locale: str) -> None:
    golden = FIXTURES / "golden" / "pages" / f"{view}.{locale}.txt"
    read = outline(parsed(files[f"{locale}/{VIEWS[view]}index.html"]))
    if os.environ.get("STEGVIS_GOLDEN"):
        golden.write_text(read, encoding="utf-8")
    assert read.splitlines() == golden.read_text(encoding="utf-8").splitlines(), "STEGVIS_GOLDEN=1 renews it"
