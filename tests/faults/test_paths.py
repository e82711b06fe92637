"""Names of any kind, of locales, articles, procedures, registries and files: none leads out of the site."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from stegvis.adapters.mkdocs.site_writer import write_files
from stegvis.diagnostics import Diagnostic, has_no_errors
from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.names import PathError, canonicalize_locale, find_id_fault, find_path_fault, resolve_below
from stegvis.pipeline import Builder, configure
from stegvis.source.project import Project, read_project
from tests.support.faults import attempts
from tests.support.projects import Files, files_in
from tests.support.starter_site import starter

STARTER = starter()
HOSTILE = (
    *("../../../pwn", "/abs", "nl/../../x", "..", ".", "", "~", "sw.js", "404.html", "404", "index"),
    *("robots.txt", "sitemap.xml", "runs", "sheets", "translate", "assets", "con", "NUL", "aux.md", "com1"),
    *("nl_BE", "NL", "nl-be", "zh-Hant", "es-419", "iw", "en-x-private", "en-u-nu-latn", "de-1996", "all"),
    *("a\\b", "C:x", "a:b", "trailing.", "trailing ", " leading", "new\nline", "tab\t", "\u202ename", "é"),
    *("%2e%2e%2f", "..%2f", "{site}", "<b>", "'\"", "$HOME", "`id`", "-rf", "open-office", "Open-Office"),
    *("office", "e\u0301", "x" * 300),
)
PARTS = ("..", ".", "/", "\\", "-", "_", "nl", "EN", "Hant", "419", "a", "0", " ", "é", "\udce9", ":", "con")

names = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(PARTS), max_size=6).map("".join),
    st.from_regex(
        r"[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[a-z0-9]{4,8}){0,2}", fullmatch=True
    ),
    st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,8}){0,8}", fullmatch=True),
    st.text(max_size=12),
)
stems = st.binary(min_size=1, max_size=12)
suffixes = st.sampled_from([b"", b".md", b".yaml"])
targets = st.sampled_from(["", "..", "../..", "../../out", "a", "b/c", "/"])
SETTINGS = settings(
    max_examples=attempts(25), deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def written_yaml(value: object) -> bytes:
    """A value as YAML, every scalar of it quoted."""
    return yaml.safe_dump(value, default_style='"', allow_unicode=True, sort_keys=False).encode(
        "utf-8", "surrogateescape"
    )


def with_locale(code: str) -> dict[str, bytes]:
    """The starter with another locale."""
    site = yaml.safe_load(STARTER["content/site.yaml"])
    site["locales"][code] = {"name": "Another", "language": code}
    return {**STARTER, "content/site.yaml": written_yaml(site)}


def with_article(slug: str) -> dict[str, bytes]:
    """The starter with another article, by a path as a file system would have it."""
    assume("/" not in slug and slug)
    return {**STARTER, f"content/{slug}.md": b"---\ntitle: Another\ndescription: Text.\n---\nText.\n"}


def with_collection(name: str) -> dict[str, bytes]:
    """The starter with another collection, that has a procedure if its folder can exist."""
    collections = yaml.safe_load(STARTER["content/collections.yaml"])
    collections[name] = {"title": "Another", "summary": "Another one."}
    files = {**STARTER, "content/collections.yaml": written_yaml(collections)}
    if name and "/" not in name:
        procedure = STARTER["procedures/office/open-office.yaml"]
        files[f"procedures/{name}/other.yaml"] = procedure.replace(
            b"procedure: open-office", b"procedure: other", 1
        )
    return files


def with_procedure(name: str) -> dict[str, bytes]:
    """The starter with another procedure."""
    assume("/" not in name and name)
    procedure = STARTER["procedures/office/open-office.yaml"]
    id_ = written_yaml(name).strip()
    return {
        **STARTER,
        f"procedures/office/{name}.yaml": procedure.replace(
            b"procedure: open-office", b"procedure: " + id_, 1
        ),
    }


def with_role(name: str) -> dict[str, bytes]:
    """The starter with another role."""
    roles = yaml.safe_load(STARTER["content/roles.yaml"])
    roles[name] = {**next(iter(roles.values())), "name": "Another"}
    return {**STARTER, "content/roles.yaml": written_yaml(roles)}


PLACES = (with_locale, with_article, with_collection, with_procedure, with_role)


def errors_of(files: Files) -> Iterator[Diagnostic]:
    """The errors that a build reports, after trying to write its files and catalogs."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        loaded = configure(Project(root, files))
        if loaded.config is None:
            yield from loaded.diagnostics
            return
        config = replace(loaded.config, preview=True)
        built = Builder().build(loaded.project, config)
        if not has_no_errors(built.diagnostics):
            yield from built.diagnostics
            return
        checked = Builder().check(loaded.project, config)
        site = root / "site"
        write_files(built.files, [path for path in built.files if not path.startswith("assets/")], site)
        assert [entry.name for entry in Path(folder).iterdir()] == ["project"]
        assert [entry.name for entry in root.iterdir()] == ["site"]
        written = set(files_in(site))
        assert written == {path for path in built.files if not path.startswith("assets/")}
        assert len({path.casefold() for path in written}) == len(written)
        catalogs = update_catalogs(checked.loaded.library, files, config.targets)
        for path in (*catalogs.value, *built.files):
            assert resolve_below(root, path).is_relative_to(root.resolve())
            assert find_path_fault(path) is None


@SETTINGS
@given(st.sampled_from(PLACES), names)
def test_a_name_is_refused_with_a_place_or_stays_in_the_site(place: object, name: str) -> None:
    assert callable(place)
    try:
        files = place(name)
        name.encode("utf-8")
    except UnicodeError:
        reject()  # what is no UTF-8 can't be in a source, and file names are tried below
    for diagnostic in errors_of(files):
        assert diagnostic.location.path
        assert diagnostic.location.line >= 1
        assert str(diagnostic).encode()


@SETTINGS
@given(st.lists(st.tuples(stems, suffixes), max_size=5))
def test_files_of_any_name_are_refused_with_a_place(names: list[tuple[bytes, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        content = os.fsencode(root / "content") + b"/"
        Path(root / "content").mkdir()
        for stem, suffix in names:
            name = stem.replace(b"/", b"-").replace(b"\0", b"-") + suffix
            if name not in {b".", b".."}:
                Path(os.fsdecode(content + name)).write_bytes(b"---\ntitle: T\ndescription: D\n---\n")
        (root / "content/site.yaml").write_bytes(STARTER["content/site.yaml"])
        project = read_project(root)
        loaded = configure(project)
        assert loaded.config
        for diagnostic in Builder().check(project, loaded.config).diagnostics:
            assert str(diagnostic).encode()
            assert diagnostic.location.path.startswith(("content/", "procedures/", "stegvis/"))


@SETTINGS
@given(st.lists(st.tuples(st.integers(0, 5), targets), max_size=4))
def test_links_publish_nothing_from_outside(links: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        out = Path(folder) / "out"
        (root / "content/a/b").mkdir(parents=True)
        (root / "procedures").mkdir()
        out.mkdir()
        for path in (out / "secret.md", Path(folder) / "secret.md", root / "secret.md"):
            path.write_text("secret")
        for number, target in links:
            link = root / ("content", "content/a", "content/a/b")[number % 3] / f"link{number}"
            if not os.path.lexists(link):
                link.symlink_to(f"{target}/secret.md" if number > 2 else target or ".")
        project = read_project(root)
        assert b"secret" not in project.files.values()
        assert {diagnostic.code for diagnostic in project.diagnostics} <= {"S013"}


@SETTINGS
@given(st.one_of(names, st.text()), st.text(max_size=4))
def test_what_the_grammar_takes_is_a_name_everywhere(name: str, more: str) -> None:
    code = canonicalize_locale(name)
    if code is not None:
        assert canonicalize_locale(code) == code
        assert {canonicalize_locale(code.lower()), canonicalize_locale(code.upper().replace("-", "_"))} == {
            code
        }
    if find_id_fault(name) is None:
        assert find_path_fault(name) is None
        assert name == name.casefold()
    for path in (name, f"{name}/{more}"):
        if find_path_fault(path) is None:
            target = resolve_below(Path("/srv/site"), path)
            assert target.is_relative_to("/srv/site")
            assert target != Path("/srv/site")
        else:
            with pytest.raises(PathError) as refused:
                resolve_below(Path("/srv/site"), path)
            assert str(refused.value).encode()
