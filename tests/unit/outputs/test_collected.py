"""The files of all outputs together: each path once, below the site's root."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stegvis.names import PathError
from stegvis.outputs.collected import SiteFiles
from stegvis.outputs.pdf.short_links import assign_short_codes
from stegvis.pipeline import build, configure
from stegvis.source.project import Project
from tests.support.starter_site import starter

ARTICLE = b"---\ntitle: In the way\ndescription: An article.\n---\nText.\n"


def test_files_come_from_their_outputs() -> None:
    files = SiteFiles({"pages": {"en/index.html": b"page"}, "assets": {"assets/base.css": b"style"}})
    assert dict(files) == {"en/index.html": b"page", "assets/base.css": b"style"}
    assert "en/index.html" in files
    assert "index.html" not in files


@pytest.mark.parametrize("path", ["sw.js", "SW.js"])
def test_two_outputs_never_have_the_same_path(path: str) -> None:
    with pytest.raises(PathError, match=rf"{path} \(PDFs\) and sw.js \(offline use\)"):
        SiteFiles({"offline use": {"sw.js": b""}, "PDFs": {path: b""}})


@pytest.mark.parametrize(
    "path", ["../x.html", "/etc/x.html", "en//x.html", "en/./x.html", "en\\x.html", "", "a\0b"]
)
def test_no_path_leads_out_of_the_site(path: str) -> None:
    with pytest.raises(PathError):
        SiteFiles({"pages": {path: b""}})


def test_an_article_in_the_place_of_a_short_address_stops_the_build(tmp_path: Path) -> None:
    files = starter()
    ids = [path.rpartition("/")[2].removesuffix(".yaml") for path in files if path.startswith("procedures/")]
    code = next(code for code in assign_short_codes(ids).values() if code[0].isalpha())
    files[f"content/{code}.md"] = ARTICLE
    site = files["content/site.yaml"].decode()
    files["content/site.yaml"] = f"{site}print: checklist\n".encode()
    loaded = configure(Project(tmp_path, files))
    assert loaded.config
    built = build(loaded.project, replace(loaded.config, url="https://site.example/"))
    assert built.files == {}
    (collision,) = [diagnostic for diagnostic in built.diagnostics if diagnostic.code == "S023"]
    assert f"en/{code}/index.html (PDFs and short addresses)" in collision.message
    assert f"en/{code}/index.html (pages)" in collision.message
