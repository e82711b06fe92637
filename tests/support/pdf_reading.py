"""Sheets as a reader of the PDF meets them: pages of words, what is tagged, what is printed."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pypdf
import pypdfium2  # type: ignore[import-untyped]  # it has no types
from PIL import Image, ImageChops

from stegvis.checking import CheckedProject
from stegvis.model.site import SiteConfig
from stegvis.outputs.pdf.options import PdfOptions
from stegvis.outputs.pdf.pdfs import PdfOutput
from stegvis.outputs.pdf.sheet_builder import SheetBuilder
from stegvis.outputs.pdf.views import Sheet
from stegvis.pages.analysis_cache import AnalysisCache
from stegvis.pages.context import LocaleContext
from stegvis.pages.editions.edition import SheetEdition
from stegvis.pipeline import print_pdfs
from stegvis.source.loader import INTERFACE_PATH
from tests.support import projects

_SHADES = 48
"""Of 256, by which two grey points differ visibly."""
URL = "https://example.org/desk/"
_BROKEN_WORDS = dict.fromkeys([0x02, 0xFFFE])
"""What PDFium puts where a line breaks within a word."""


@cache
def files() -> Mapping[str, bytes]:
    """A small project with every kind of step."""
    return {
        **projects.sound(),
        **projects.files_in(projects.FIXTURES / "sheets"),
        INTERFACE_PATH: projects.INTERFACE,
    }


def sheet_of(source: Mapping[str, bytes], procedure: str, edition: SheetEdition) -> Sheet:
    """What a sheet of a project in English shows."""
    config, _ = projects.config_of(source)
    assert config
    library = projects.checked(source).localized["en"].library
    writer = SheetBuilder(LocaleContext("en", library, replace(config, url=URL), {}, AnalysisCache(library)))
    return writer.sheet(library.procedures[procedure], edition)


def printed(source: Mapping[str, bytes], options: PdfOptions, url: str = URL) -> PdfOutput:
    """The sheets of a project held in memory."""
    config, _ = projects.config_of(source)
    assert config
    checked = projects.checked(source)
    assert checked.has_no_errors, [str(found) for found in checked.diagnostics]
    return made(checked, config, options, url)


def made(checked: CheckedProject, config: SiteConfig, options: PdfOptions, url: str = URL) -> PdfOutput:
    """The sheets of a project that was read."""
    return print_pdfs(checked, replace(config, url=url), options)


def squeezed(words: str) -> str:
    """Words without what line breaks add and take away: white space, and hyphens of any kind."""
    return "".join(sign for sign in words if not sign.isspace() and sign not in "-\u00ad\u2010\u2011")


def texts_of(pdf: bytes) -> list[str]:
    """The text of each page, line by line, in the order in which it was set."""
    texts = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return [text.translate(_BROKEN_WORDS) for text in texts]


@cache
def pages_of(pdf: bytes) -> list[str]:
    """The squeezed words of each page."""
    return [squeezed(text) for text in texts_of(pdf)]


def used_heights_of(pdf: bytes) -> list[float]:
    """How far down each page has words: a share of its height."""
    used = []
    for page in pypdfium2.PdfDocument(pdf):
        words = page.get_textpage()
        bottoms = [words.get_rect(index)[1] for index in range(words.count_rects())]
        height = page.get_height()
        used.append((height - min(bottoms, default=height)) / height)
    return used


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the structure tree."""

    name: str
    depth: int
    alt: str
    attributes: Mapping[str, Any]


@cache
def tags_of(pdf: bytes) -> list[Tag]:
    """The structure tree (ISO 32000-1, 14.7) in reading order."""
    return list(_tags(catalogue_of(pdf)["/StructTreeRoot"].get_object().get("/K"), 0))


def catalogue_of(pdf: bytes) -> Any:
    """The document's catalogue (ISO 32000-1, 7.7.2)."""
    return pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]


def _tags(node: Any, depth: int) -> Iterator[Tag]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _tags(child, depth)
    elif isinstance(node, dict) and "/S" in node:
        kept = node.get("/A", {})
        listed = kept if isinstance(kept, list) else [kept]
        attributes = {key: value for own in listed for key, value in own.get_object().items()} if kept else {}
        yield Tag(str(node["/S"])[1:], depth, str(node.get("/Alt", "")), attributes)
        if "/K" in node:
            yield from _tags(node["/K"], depth + 1)


def fonts_of(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """Each font's name, and whether it is embedded."""
    seen = set()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            for inner in font.get_object().get("/DescendantFonts", [font]):
                inner_font = inner.get_object()
                if inner_font["/BaseFont"] not in seen:
                    seen.add(inner_font["/BaseFont"])
                    kept = inner_font["/FontDescriptor"].get_object()
                    yield (
                        str(inner_font["/BaseFont"]),
                        any(key in kept for key in ("/FontFile2", "/FontFile3")),
                    )


def picture(pdf: bytes, page: int = 0, dpi: int = 72) -> Image.Image:
    """A page as a grey picture."""
    document = pypdfium2.PdfDocument(pdf)
    drawn: Image.Image = document[page].render(scale=dpi / 72).to_pil()
    return drawn.convert("L")


def difference(first: Image.Image, other: Image.Image) -> float:
    """The share of the picture in which two differ, seen from a little distance."""
    if first.size != other.size:
        return 1.0
    size = (first.width // 3, first.height // 3)
    apart = ImageChops.difference(*(each.resize(size, Image.Resampling.BOX) for each in (first, other)))
    return sum(apart.histogram()[_SHADES:]) / (size[0] * size[1])


def strangeness(name: str, pdf: bytes) -> float:
    """By how much the first page differs from the picture that a person looked at."""
    page = picture(pdf)
    path = projects.FIXTURES / "golden" / "sheets" / f"{name}.png"
    if os.environ.get("STEGVIS_GOLDEN"):
        page.quantize(16).save(path, optimize=True)
    return difference(Image.open(path).convert("L"), page)


def in_order(wanted: Iterable[str], words: str) -> str:
    """The first of the wanted that doesn't follow the one before it, or nothing."""
    at = 0
    for text in wanted:
        found = words.find(text, at)
        if found < 0:
            return text
        at = found + len(text)
    return ""
