"""Addresses: whatever translators write, links lead where the author says; authors write safe ones only."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pypdf
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from stegvis.diagnostics import Severity
from stegvis.i18n.catalogs import po_format, po_strings
from stegvis.inline.addresses import find_fault
from stegvis.model.text import LocalizedText, TranslationState
from stegvis.outputs.html.inline import HtmlVisitor
from stegvis.outputs.pdf.inline import TypstVisitor
from stegvis.outputs.pdf.options import PdfOptions
from stegvis.pages.editions.table import CHECKLIST
from tests.support import pdf_reading
from tests.support.dutch_catalogs import catalog, shown, translated
from tests.support.faults import attempts
from tests.support.html_tree import parsed
from tests.support.projects import Files, catalog_findings, diagnostics, edited, sound
from tests.support.starter_site import site_of, starter
from tests.unit.outputs.test_inline_html import context

_SCHEMES = (
    "https:", "http:", "mailto:", "tel:", "javascript:", "JAVASCRIPT:", "java\\tscript:",
    "java\u00a0script:", "&#106;avascript:", "&#x6A;avascript&colon;", "%6Aavascript:", " javascript:",
    "vbscript:", "data:text/html,", "search-ms:", "ms-msdt:", "intent:", "blob:https:", "file:", "ftp:",
    "view-source:", "x:", "", "\\\\",
)  # fmt: skip
_HOSTS = (
    "//evil.example", "///evil.example", "\\\\evil.example", "/\\evil.example", "//a@evil.example",
    "//ex\u0430mple.org", "//[::1]", "//evil.example:99999", "//", "/", "evil.example", "a@evil.example",
    "a@b.example?bcc=c@evil.example", "+31201234567", "*%2306%23", "alert(1)", "//yaml.org/%0d%0aX",
    "//yaml.org/ x", "//yaml.org/<x>", "../../x", "a@b.example,c@evil.example",
    "query=x&crumb=location:\\\\\\\\evil.example", "//yaml.org/", "//evil.example/\u202e",
)  # fmt: skip
addresses = st.tuples(st.sampled_from(_SCHEMES), st.sampled_from(_HOSTS)).map("".join)
_FORMS = (
    "[a]({})", "[a](<{}>)", '[a]({} "b")', "<{}>", "![a]({})", "[a]: {}", "[a][{}]", "[a][procedure:{}]",
    "[a] [{}]", '<a href="{}">b</a>', "`{}`", "**[a]({})**", "[![a]({})][yaml]", "[*a*]({})",
    "[a][yaml]({})", "({})", "www{}", "[a]({}){{disarm}}",
)  # fmt: skip
links = st.tuples(st.sampled_from(_FORMS), addresses).map(lambda pair: pair[0].format(pair[1]))
WHOLE_SITES = settings(max_examples=attempts(2), phases=[Phase.generate])
"""A site takes half a second; shrinking would build hundreds."""
ALLOWED = ("https", "http", "mailto", "tel")
ACTION = "open-office/unlock-door.action"
dutch = cache(translated)


def scheme_in_browser(address: str) -> str:
    """The scheme as a browser reads it (WHATWG URL, 4.4): `//` and backslashes lead away, too."""
    address = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    if found := re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address):
        return found[0][:-1].lower()
    return "//" if re.match(r"[/\\]{2}", address) else ""


def destinations(site: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Each address that a page of a site leads to or fetches, with the path of the page; without assets."""
    for path, raw in site.items():
        if path.endswith(".html"):
            for node in parsed(raw).walk():
                for name in ("href", "src", "action", "formaction", "data", "poster", "xlink:href"):
                    if name in node and "assets/" not in node[name]:
                        yield path, node[name]


def with_dutch(files: Files, suffixes: list[str]) -> dict[str, bytes]:
    """A project with words after each translation, in turn."""
    changed = dict(files)
    count = 0
    for path, raw in files.items():
        catalog_file = po_format.read_po(path, raw) if path.endswith(".po") else None
        if not isinstance(catalog_file, po_format.PoFile):
            continue
        entries = [catalog_file.header]
        for message in catalog_file.messages:
            suffix = suffixes[count % len(suffixes)]
            count += 1
            lines = [line for line, kind in zip(message.lines, message.kinds, strict=True) if kind != "s"]
            entries.append("\n".join([*lines, *po_strings.quote("msgstr", f"{message.string} {suffix}")]))
        changed[path] = po_format.write_po(entries[0], entries[1:])
    return changed


@cache
def expected_destinations() -> frozenset[tuple[str, str]]:
    """Where the pages of the starter lead to."""
    return frozenset(destinations(site_of(starter(), "https://s.example/")))


@WHOLE_SITES
@given(st.lists(links, min_size=5, max_size=40))
def test_no_page_leads_where_a_translation_wants(written: list[str]) -> None:
    site = site_of(with_dutch(starter(), written), "https://s.example/")
    assert set(destinations(site)) <= expected_destinations()


@WHOLE_SITES
@given(st.lists(links, min_size=5, max_size=20))
def test_no_pdf_leads_where_a_translation_wants(written: list[str]) -> None:
    files = translated({**pdf_reading.files()})
    options = PdfOptions(locales=("nl",), editions=(CHECKLIST,))
    expected = links_of_pdfs(files, options)
    assert links_of_pdfs(with_dutch(files, written), options) <= expected


def links_of_pdfs(files: Files, options: PdfOptions) -> set[str]:
    """The addresses that the PDFs of a project lead to."""
    found: set[str] = set()
    pdfs = pdf_reading.printed(files, options).files.items()
    for pdf in (raw for path, raw in pdfs if path.endswith(".pdf")):
        for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
            for annotation in page.get("/Annots", ()):
                found.add(str(annotation.get_object().get("/A", {}).get("/URI", "")))
    return found


@settings(max_examples=attempts(60))
@given(links, st.sampled_from(["", "# allow C108: why not\n", "# allow C102: why not\n"]))
def test_a_translation_with_an_address_is_not_used(written: str, comment: str) -> None:
    words = "\n".join(po_strings.quote("msgstr", f"NL {written}")).removeprefix("msgstr ")
    files = edited(dutch(), catalog("office"), '"NL Unlock the door."', words)
    files = edited(files, catalog("office"), f'msgctxt "{ACTION}"', f'{comment}msgctxt "{ACTION}"')
    text, state = shown(files)[ACTION]
    if state is TranslationState.TRANSLATED:
        visitor = HtmlVisitor(context({"yaml": "https://yaml.org/"}))
        html = visitor.render(LocalizedText("key", text, state))
        assert "<a" not in html
        assert not re.search(r"[a-z]://\w|www\.\w|@\w", html)
    else:
        assert text == "Unlock the door."
        codes = {found.code for found in diagnostics(files)}
        assert codes & {"C101", "C102", "C103", "C108", "C109"}
        assert codes - {"L002"} <= {found.code for found in catalog_findings(files)}


@settings(max_examples=attempts(150))
@given(st.lists(links, min_size=1, max_size=4).map(" ".join))
def test_renderers_draw_links_to_targets_only(text: str) -> None:
    known = {"yaml": "https://yaml.org/", "procedure:x": "nl/x/"}
    words = LocalizedText("key", text, TranslationState.TRANSLATED)
    html = parsed(f"<p>{HtmlVisitor(context(known)).render(words)}</p>".encode())
    assert {node["href"] for node in html.walk() if node.tag == "a"} <= {"https://yaml.org/", "\x1dnl/x/"}
    assert {node.tag for node in html.walk()} <= {"p", "a", "b", "code", "em", "strong", "br"}
    tree = TypstVisitor({}, {}, known, "https://s.example/", "en")(words)
    assert set(drawn_links(tree)) <= {"https://yaml.org/", "https://s.example/nl/x/"}


def drawn_links(tree: Any) -> Iterator[str]:
    """The addresses in the tree of a text that Typst draws."""
    if isinstance(tree, list):
        if len(tree) == 3 and tree[0] == "link":
            yield tree[2]
        for part in tree:
            yield from drawn_links(part)


@settings(max_examples=attempts(150))
@given(addresses)
def test_an_author_s_address_is_an_error_or_has_a_safe_scheme(address: str) -> None:
    quoted = address.replace("\\", "\\\\").replace('"', '\\"')
    files = edited(sound(), "content/links.yaml", "https://maker.example/", quoted)
    found = diagnostics(files)
    if found:
        assert {(each.severity, each.location.path) for each in found} == {
            (Severity.ERROR, "content/links.yaml")
        }
        assert all(each.hint for each in found)
    else:
        assert scheme_in_browser(address) in ALLOWED
        assert not urlsplit(address).username or address.startswith("mailto:")
        assert not re.search(r"[\s\\<>]|%0|bcc|[*#,]", address)


@settings(max_examples=attempts(100))
@given(addresses)
def test_no_page_links_to_an_address_with_a_fault(address: str) -> None:
    words = LocalizedText("key", "[a][link]", TranslationState.SOURCE)
    html = parsed(f"<p>{HtmlVisitor(context({'link': address})).render(words)}</p>".encode())
    for node in html.all("a"):
        assert scheme_in_browser(node["href"]) in ALLOWED or node["href"].startswith("\x1d")
        assert scheme_in_browser(node["href"].replace("\x1d", "../")) in (*ALLOWED, "")
    if find_fault(address) == "":
        assert html.one("a")["href"] == address


@WHOLE_SITES
@given(st.lists(addresses, min_size=3, max_size=8))
def test_a_site_that_is_built_in_spite_of_errors_has_safe_links_only(written: list[str]) -> None:
    files = starter()
    for number, address in enumerate(written):
        quoted = address.replace("\\", "\\\\").replace('"', '\\"')
        files["content/links.yaml"] += f'link-{number}: {{title: A link, url: "{quoted}"}}\n'.encode()
    words = " ".join(f"[a][link-{number}] [b]({address})" for number, address in enumerate(written))
    files = edited(files, "content/index.md", "Begin with", f"{words} begin with")
    for path, address in destinations(site_of(files, is_sound=False)):
        assert scheme_in_browser(address) in (*ALLOWED, ""), (path, address)
