"""Each kind of page in each language: accessible, fitting, still, and nobody else's business."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.cases import fail_with
from tests.support.page_visits import WIDTHS, Look, Visitor
from tests.support.site_host import hosted
from tests.support.site_pages import PAGES
from tests.support.starter_site import GUIDE

HELD_BACK = {"withheld page": f"nl/{GUIDE}", "withheld checklist": f"nl/{GUIDE}checklist/"}


def problems(look: Look) -> Iterator[str]:
    """All that is wrong with a page, one line each."""
    yield from (f"axe, {scheme}: {line}" for scheme, lines in look.axe.items() for line in lines)
    yield from (f"too wide at {width} px: {line}" for width, lines in look.wide.items() for line in lines)
    yield from (f"too small at {width} px: {line}" for width, lines in look.small.items() for line in lines)
    yield from (f"asks another host: {host}" for host in look.hosts - {"127.0.0.1"})
    yield from (f"lost: {address}" for address in look.lost)
    yield from (f"in the console: {message}" for message in look.said)
    yield from (f"moves although stillness was asked for: {part}" for part in look.moving)


@pytest.mark.parametrize("name", [*PAGES, *HELD_BACK])
def test_a_page_is_accessible_fits_every_window_keeps_still_and_asks_no_other_host(
    name: str, visitor: Visitor, served: str, withholding: str
) -> None:
    look = visitor.look(withholding + HELD_BACK[name] if name in HELD_BACK else served + PAGES[name])
    assert look.status == 200
    assert look.axe.keys() == {"light", "dark"}
    assert look.wide.keys() == look.small.keys() == set(WIDTHS)
    fail_with(problems(look))


FAULTY = b"""<!DOCTYPE html><html lang="en"><head><title>Faulty</title>
<meta http-equiv="Content-Security-Policy" content="style-src 'unsafe-inline'; script-src 'self'">
<style>html { scroll-behavior: smooth } p { color: #999; background: #aaa; inline-size: 2000px }</style></head>
<body><main><h1>Faulty</h1><p>Wide and pale</p><ul><li><a href="#">a</a></li></ul><script>window.so = 1</script>
<img src="lost.png" alt=""><img src="https://elsewhere.invalid/x.png" alt=""></main></body></html>"""


def test_a_look_sees_what_is_wrong(visitor: Visitor) -> None:
    with hosted({"index.html": FAULTY, "404.html": FAULTY}) as address:
        report = visitor.look(address)
    assert report.hosts == {"127.0.0.1", "elsewhere.invalid"}
    assert sorted(report.lost) == [f"{address}lost.png", "https://elsewhere.invalid/x.png"]
    assert any("Content Security Policy" in line for line in report.said)
    assert any(rule.startswith("color-contrast") for rule in report.axe["light"])
    assert any(rule.startswith("color-contrast") for rule in report.axe["dark"])
    assert all(report.wide.values())
    assert all(report.small.values())
    assert report.moving == ["HTML"]
    kinds = {line.partition(":")[0] for line in problems(report)}
    assert kinds == {
        "axe, light",
        "axe, dark",
        *(f"too {problem} at {width} px" for problem in ("wide", "small") for width in WIDTHS),
        "asks another host",
        "lost",
        "in the console",
        "moves although stillness was asked for",
    }
