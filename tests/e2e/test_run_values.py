"""A run of a procedure whose steps note values."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from stegvis.source.project import read_project
from tests.support.projects import FIXTURES, edited
from tests.support.run_journeys import again, ready, tick
from tests.support.site_host import hosted
from tests.support.starter_site import site_of

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CHECKLIST = "en/hosting/renew-certificate/checklist/"
SOURCE = "procedures/hosting/renew-certificate.yaml"
LAST = "      - id: restart-site\n        when: {is-new: old}\n"
"""How the last step of each item begins."""
LAST_WITH_CONDITIONS = """\
      - id: how-to-restart
        decision: How do you restart it?
        options:
          - {id: soft, label: Softly}
          - {id: hard, label: At once, when: {is-new: old}}
          - {id: later, label: Tonight}
      - id: restart-site
        notes:
          later: {text: Leave a message., when: {how-to-restart: later}}
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with hosted(site_of(read_project(FIXTURES / "sites" / "values").files)) as address:
        yield f"{address}{CHECKLIST}"


@pytest.fixture
def page(address: str, reader: Callable[..., BrowserContext]) -> Page:
    browser = reader(permissions=["clipboard-read", "clipboard-write"])
    return ready(browser.new_page(), address)


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_value_is_noted_shown_copied_and_kept(page: Page) -> None:
    number = page.locator("[id='order-certificate--order-number']")
    fault, later = page.locator("#order-certificate .fault").first, page.locator("#open-order .box")
    assert "Order number" in later.inner_text()
    assert (
        page.locator("#open-order .named-value").first.text_content()
        == "Order number not noted yet: step 1 Copy"
    )
    number.fill("WD-47")
    assert fault.is_visible()
    number.press("Tab")
    assert "WD-47" in later.inner_text()
    number.fill("WD-004711")
    assert not fault.is_visible()
    number.press("Tab")
    page.fill("[id='order-certificate--ordered-on']", "2026-11-21")
    tick(page, "order-certificate")
    again(page)
    assert number.input_value() == "WD-004711"
    assert "WD-004711 of November 21, 2026" in later.inner_text()
    page.click("#open-order .named-value button >> nth=0")
    assert copied(page) == "WD-004711"
    assert page.locator("#open-order [data-noted]").count() == 1
    assert "never kept" in page.inner_text("#open-order")
    page.click("[data-run] summary >> nth=1")
    page.click("[data-run] a[data-record]")
    page.wait_for_selector("table")
    record = page.inner_text("main")
    assert "Order number: WD-004711; Ordered on: 2026-11-21" in record
    assert "Order number: WD-47" in record


def test_a_command_is_copied_as_it_is_written_with_the_values_of_the_run(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    command, shell = page.locator("#make-request .command").first, page.locator("#make-request .command").last
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = command.locator("pre").first.evaluate(
        "pre => [pre.scrollWidth > pre.clientWidth, pre.clientHeight]"
    )
    assert wide[0]
    assert wide[1] < 80, "two lines, none of them broken"
    page.fill("[id='open-order--host']", "www.example.org")
    page.fill("[id='order-certificate--order-number']", "$(rm -rf /)")
    page.press("[id='order-certificate--order-number']", "Tab")
    command.locator("button").click()
    assert copied(page) == (
        "openssl req -new -key /etc/ssl/private/www.example.org.key -out {{order-number}}.csr"
        ' -subj "/CN=www.example.org/O=The web desk/C=NL" -addext "subjectAltName=DNS:www.example.org"'
        "\nls -l {{order-number}}.csr"
    )
    assert command.locator("[data-missing]").inner_text() == "Copied. Still to be filled in: Order number"
    page.fill("[id='order-certificate--order-number']", "WD-004711")
    page.press("[id='order-certificate--order-number']", "Tab")
    assert "-out WD-004711.csr" in command.locator("code").inner_text()
    command.locator("button").click()
    assert copied(page).endswith("\nls -l WD-004711.csr")
    assert not command.locator("[data-missing]").is_visible()
    shell.locator("button").click()
    assert copied(page).endswith('Where-Object { $_.Subject -eq "CN=www.example.org" }')


def test_steps_are_repeated_for_each_item_that_the_reader_names(page: Page) -> None:
    def add(name: str) -> None:
        page.fill("#check-sites .add-item input", name)
        page.press("#check-sites .add-item input", "Enter")

    def following() -> str:
        return page.get_attribute("[data-next]", "href") or ""

    for step in ("order-certificate", "open-order", "make-request", "install-certificate"):
        tick(page, step)
    assert following() == "#check-sites"
    assert page.locator("#check-sites .item").count() == 0
    add("shop.example.org")
    add("blog.example.org")
    shop, blog = page.locator("#check-sites .item").all()
    assert shop.locator("label input").first.input_value() == "shop.example.org"
    assert "Open blog.example.org in a browser." in blog.inner_text()
    for item in (shop, blog):
        item.locator("[id$='open-site--done']").click()
        item.locator("[id$='valid-until']").first.fill("2027-11-21")
        item.locator("[id$='is-new--shown']").click()
    blog.locator("[id$='is-new--old']").click()
    assert following().endswith(".restart-site")
    assert shop.locator("[id$='restart-site'].is-off").count() == 1
    assert "Restart blog.example.org, which is valid until November 21, 2027." in blog.inner_text()
    blog.locator("[id$='restart-site--done']").click()
    assert following() == "#check-sites"
    add("wiki.example.org")
    again(page)
    items = page.locator("#check-sites .item")
    assert items.count() == 3
    items.nth(2).locator("p button").first.click()
    assert items.count() == 2
    assert items.nth(0).locator("[id$='open-site--done']").is_checked()
    page.click("[id='check-sites--done']")
    assert page.locator("#renewed.is-reached").count() == 1
    page.click("[data-run] summary >> nth=1")
    page.click("[data-run] a[data-record]")
    page.wait_for_selector("table")
    rows = page.locator("table").first.locator("tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows if "blog.example.org" in row][1:] == [
        "5.1 Open Site in a browser. (blog.example.org)",
        "5.2 Does it show the new certificate? (blog.example.org)",
        "5.3 Restart Site, which is valid until Valid until. (blog.example.org)",
    ]


def test_conditions_within_an_item_follow_its_own_answers(reader: Callable[..., BrowserContext]) -> None:
    source = read_project(FIXTURES / "sites" / "values").files
    with hosted(site_of(edited(source, SOURCE, LAST, LAST_WITH_CONDITIONS))) as address:
        page = ready(reader().new_page(), f"{address}{CHECKLIST}")
        for name in ("shop.example.org", "blog.example.org"):
            page.fill("#check-sites .add-item input", name)
            page.press("#check-sites .add-item input", "Enter")
        shop, blog = page.locator("#check-sites .item").all()
        for item in (shop, blog):
            item.locator("[id$='is-new--shown']").click()
            item.locator("[id$='how-to-restart--hard']").wait_for(state="hidden")
        shop.locator("[id$='is-new--old']").click()
        shop.locator("[id$='how-to-restart--hard']").click()
        assert shop.locator("[id$='how-to-restart--hard']").is_checked()
        assert blog.locator("[id$='how-to-restart--hard']").is_hidden()
        blog.locator("[id$='how-to-restart--later']").click()
        blog.get_by_text("Leave a message.").wait_for()
        assert shop.get_by_text("Leave a message.").is_hidden()


def test_what_a_finished_run_noted_in_another_form_is_not_filled_in(address: str, page: Page) -> None:
    """A link from somebody else shows a run that can't be changed; its values are checked all the same."""
    snapshot = {"key": "earlier", "revision": 9, "locale": "en", "title": "", "fingerprint": "", "steps": []}
    entries: list[dict[str, object]] = [
        {"at": 1, "under": "earlier", "step": "order-certificate", "value": ["order-number", "x; rm -rf ~"]},
        {"at": 2, "under": "earlier", "step": "make-request", "state": "done"},
        {"at": 3, "under": "earlier", "finished": "renewed"},
    ]
    run = {"id": "run-00000001", "procedure": "renew-certificate", "made": 1}
    runs = [{**run, "snapshots": [snapshot], "entries": entries}]
    content = json.dumps({"format": "stegvis-runs", "version": 2, "runs": runs})
    page.goto("about:blank")
    ready(page, f"{address}#run=0{urlsafe_b64encode(content.encode()).decode()}")
    assert page.locator("[id='order-certificate--order-number']").is_disabled()
    command = page.locator("#make-request .command").first
    assert "rm -rf" not in command.inner_text()
    command.locator("button").click()
    assert "-out {{order-number}}.csr" in copied(page)


def test_repeated_steps_are_on_paper_once_or_for_each_item(page: Page) -> None:
    def drawn() -> list[str]:
        ends = page.locator("#check-sites [id$='open-site--done']").all()
        return [end.get_attribute("id") or "" for end in ends if end.is_visible()]

    for step in ("order-certificate", "open-order", "make-request", "install-certificate"):
        tick(page, step)
    adding = page.locator("#check-sites .add-item")
    assert adding.is_visible()
    assert drawn() == []
    page.emulate_media(media="print")
    assert not adding.is_visible()
    assert drawn() == ["check-sites.open-site--done"]
    page.emulate_media(media="screen")
    for name in ("shop.example.org", "blog.example.org"):
        adding.locator("input").fill(name)
        adding.locator("input").press("Enter")
    on_screen = drawn()
    page.emulate_media(media="print")
    assert drawn() == on_screen
    assert len(on_screen) == 2
    assert "check-sites.open-site--done" not in on_screen
    names = page.locator("#check-sites .item > .to-note input")
    assert min(name.evaluate("(field) => field.clientWidth - field.scrollWidth") for name in names.all()) >= 0
    assert page.locator("#check-sites .item > .to-note button").first.is_hidden()
