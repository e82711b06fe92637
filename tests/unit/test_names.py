"""The grammar of ids, slugs, locales and paths."""

from __future__ import annotations

import json
import subprocess
from itertools import product
from pathlib import Path

import pytest

from stegvis.names import (
    PathError,
    canonicalize_locale,
    find_id_fault,
    find_path_fault,
    is_placeholder,
    resolve_below,
)
from tests.support.required_programs import need

CANONICAL = {
    "nl": "nl",
    "NL": "nl",
    "nl_BE": "nl-BE",
    "nl-be": "nl-BE",
    "zh_hant_tw": "zh-Hant-TW",
    "es-419": "es-419",
    "sl-nedis-rozaj": "sl-nedis-rozaj",
    "sl-rozaj-nedis": "sl-nedis-rozaj",
    "de-1996": "de-1996",
    "en-XA": "en-XA",
    "fil": "fil",
}
REFUSED = (
    *("", "n", "dutch", "assets", "nl-", "-nl", "nl--BE", "nl-BE-BE", "nl-B", "nl-419-BE", "n1", "nl BE"),
    *("nl.UTF-8", "sr@latin", "nl/..", "../nl", "en-u-nu-latn", "x-private", "de-1996-1996", "nl\n", "ñl"),
    "sl-" + "-".join(f"abcd{number}" for number in range(8)),
)


@pytest.mark.parametrize(("code", "canonical"), CANONICAL.items())
def test_a_locale_has_one_spelling(code: str, canonical: str) -> None:
    assert canonicalize_locale(code) == canonical


@pytest.mark.parametrize("code", REFUSED)
def test_other_codes_are_no_locales(code: str) -> None:
    assert canonicalize_locale(code) is None


def test_browsers_take_what_the_grammar_takes() -> None:
    """Node's `Intl` is that of Chromium; it also replaces former codes, such as `iw` by `he`."""
    parts = (("nl", "zz", "fil", "qaa"), ("Hant", "Zzzz"), ("BE", "419", "XA"), ("1996", "rozaj-valencia"))
    optional = [parts[0], *(("", *part) for part in parts[1:])]
    codes = ["-".join(filter(None, chosen)) for chosen in product(*optional)] + list(CANONICAL.values())
    assert [code for code in codes if canonicalize_locale(code) != code] == []
    script = (
        "const codes = JSON.parse(process.argv[1]);"
        "const format = (code) => new Intl.DateTimeFormat(code, {dateStyle: 'medium'}).format(0);"
        "console.log(JSON.stringify(codes.map((code) => Intl.getCanonicalLocales(code)[0] && format(code))));"
    )
    run = subprocess.run(
        [str(need("node")), "-e", script, json.dumps(sorted(codes))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert len(codes) > 150
    assert all(json.loads(run.stdout))


def test_ids_are_words_with_hyphens() -> None:
    for name in ("open-account", "a", "b2", "x" * 64, "console", "com12", "a-1"):
        assert find_id_fault(name) is None
    for name in ("", "Open", "open_account", "a--b", "-a", "a-", "1a", "é", "a.b", "a/b", "x" * 65, "a\n"):
        assert find_id_fault(name), name
    for name in ("con", "nul", "com1", "lpt9"):
        fault = find_id_fault(name)
        assert fault
        assert "Windows" in fault[0]


def test_placeholders_are_words_with_underscores() -> None:
    assert is_placeholder("key_holder")
    assert not any(map(is_placeholder, ("key-holder", "Key", "a.b", "", "x" * 65, "key_holder\n")))


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "a/../b",
        "/etc/passwd",
        "a//b",
        "",
        ".",
        "a\\b",
        "C:/x",
        "con.txt",
        "a/nul",
        "x.",
        "x ",
        "a\0b",
        "\udce9",
    ],
)
def test_paths_that_lead_out_or_are_not_portable_are_refused(path: str) -> None:
    assert find_path_fault(path)
    with pytest.raises(PathError):
        resolve_below(Path("/srv"), path)


def test_a_link_on_the_way_leads_out(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "in").mkdir(parents=True)
    (root / "out").symlink_to("..")
    (root / "within").symlink_to("in")
    assert resolve_below(root, "within/x.po") == root.resolve() / "in/x.po"
    with pytest.raises(PathError, match=r"out/x\.po is not allowed: a link leads to "):
        resolve_below(root, "out/x.po")
