"""Each kind of page in each language: accessible, fitting, still, and nobody else's business."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.page_visits import Look, Visitor
from tests.support.site_host import hosted
from tests.support.site_pages import PAGES
from tests.support.starter_site import GUIDE

EVERY_PAGE = pytest.mark.parametrize("name", [*PAGES, "withheld page", "withheld checklist"])


@pytest.fixture
def look(name: str, visitor: Visitor, served: str, withholding: str) -> Look:
    """What is seen of the page that the test is about."""
    held_back = {"withheld page": f"nl/{GUIDE}", "withheld checklist": f"nl/{GUIDE}checklist/"}
    if name in held_back:
        return visitor.look(withholding + held_back[name])
    tail = PAGES[name]
    seen = visitor.look(served + tail)
    assert seen.status == 200
    return seen


def need_none(found: Mapping[str, list[str]] | Mapping[int, list[str]]) -> None:
    """Fail with what was found, by colour scheme or by the window's width."""
    told = [f"{key}: {one}" for key, lines in found.items() for one in lines]
    if told:
        pytest.fail("\n".join(told), pytrace=False)


@EVERY_PAGE
def test_axe_finds_nothing_in_light_or_dark(look: Look) -> None:
    need_none(look.axe)


@EVERY_PAGE
def test_nothing_is_wider_than_the_window(look: Look) -> None:
    need_none(look.wide)


@EVERY_PAGE
def test_targets_are_24_pixels_wide_and_high(look: Look) -> None:
    need_none(look.small)


@EVERY_PAGE
def test_no_other_host_is_asked_and_nothing_is_lost(look: Look) -> None:
    assert look.hosts == {"127.0.0.1"}
    assert look.lost == []


@EVERY_PAGE
def test_the_console_is_silent(look: Look) -> None:
    assert look.said == []


@EVERY_PAGE
def test_nothing_moves_for_who_asked_for_stillness(look: Look) -> None:
    assert look.moving == []


FAULTY = b"""<!DOCTYPE html><html lang="en"><head><title>Faulty</title>
<meta http-equiv="Content-Security-Policy" content="style-src 'unsafe-inline'; script-src 'self'">
<style>html { scroll-behavior: smooth } p { color: #999; background: #aaa; inline-size: 2000px }</style></head>
<body><main><h1>Faulty</h1><p>Wide and pale</p><ul><li><a href="#">a</a></li></ul><script>window.so = 1</script>
<img src="lost.png" alt=""><img src="https://elsewhere.invalid/x.png" alt=""></main></body></html>"""


def test_a_look_sees_what_is_wrong(visitor: Visitor) -> None:
    with hosted({"index.html": FAULTY, "404.html": FAULTY}) as address:
        seen = visitor.look(address)
    assert seen.hosts == {"127.0.0.1", "elsewhere.invalid"}
    assert sorted(seen.lost) == [f"{address}lost.png", "https://elsewhere.invalid/x.png"]
    assert any("Content Security Policy" in one for one in seen.said)
    assert any(one.startswith("color-contrast") for one in seen.axe["light"])
    assert any(one.startswith("color-contrast") for one in seen.axe["dark"])
    assert all(seen.wide.values())
    assert all(seen.small.values())
    assert seen.moving == ["HTML"]
