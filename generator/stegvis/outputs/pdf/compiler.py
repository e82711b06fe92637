"""Compiles documents to PDF with Typst, and measures their layout."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import typst

from stegvis.outputs.pdf.qr import render_qr_svg
from stegvis.outputs.pdf.views import Document, Sheet, as_json, frame, sheet_as_json

TEMPLATES = Path(__file__).parents[2] / "theme" / "typst"
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1, ISO 14289-1; Typst refuses what breaks it."""

_COMPACTABLE_SHARE = 0.42
"""Share of the second page, its header included, that compact rows can save on the first."""

_SHEET_START = "#v(0pt, weak: true)"
"""Content of the file with which a sheet starts: see `draw-sheet` in sheet.typ."""

_MEASUREMENTS = """query(<measurement>).map(it => {
  let at = it.location().position()
  (it.value.at(0), it.value.at(1), at.page, at.y.pt())
})"""

PageCodes = Mapping[str, str]
"""QR codes as SVG for pages of a sheet that start with a step, by the number of pages before them."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A position in the layout, or a length."""

    kind: str
    """`step`, `end`, `pause`, `remark`, `line`, `size` and so on: see `SheetLayout.add`."""
    subject: str
    """A step's anchor or a procedure's id; of a length its value."""
    page: int
    """From 1."""
    y: float
    """Points from the top of the page."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A finished document."""

    pdf: bytes
    pages: int
    measurements: tuple[Measurement, ...]
    """In the order of the document."""


class CompileError(Exception):
    """Typst could not compile the document; the message is Typst's own."""


class Compiler:
    """Typst with the sheets' fonts and templates; it remembers layouts from document to document."""

    def __init__(self) -> None:
        """Load the package's fonts and Typst's, never the machine's, so that sheets are reproducible.

        Data is passed in files: `sys.inputs` is a part of every key of Typst's cache, so changing it would
        empty the cache.
        """
        self._folder = tempfile.TemporaryDirectory(prefix="stegvis-")
        self._root = Path(self._folder.name)
        (self._root / "sheets").mkdir()
        for template in TEMPLATES.glob("*.typ"):
            shutil.copy(template, self._root)
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(TEMPLATES / "fonts")]
        )
        self._compiler = typst.Compiler(
            input=str(self._root / "sheet.typ"), root=str(self._root), font_paths=fonts
        )
        self._written: dict[str, str] = {}
        self._page_codes: dict[tuple[str, ...], PageCodes] = {}

    def compile(
        self, document: Document, checklist_urls: Mapping[str, str], media: Mapping[str, bytes]
    ) -> Compiled:
        """Compile a document; `checklist_urls` has the URL of each procedure's checklist by id.

        `media` has the files that the document shows, by name; a name changes with the content.
        A sheet that runs a little over a page is set in compact rows. Pages after the first get the QR code
        of the step with which they start, which is known beforehand if the sheet was in another document.
        Raises CompileError.
        """
        for name, content in media.items():
            self._write_media(name, content)
        keys = [(document.paper, sheet.short_url, sheet.edition) for sheet in document.sheets]
        draft = self._draft(document, [self._page_codes.get(key, {}) for key in keys])
        if _is_compactable(draft):
            compact = self._draft(replace(document, is_compact=True), draft.page_codes)
            draft = compact if compact.pages < draft.pages else draft
        page_codes = _page_codes(draft, checklist_urls)
        if page_codes != draft.page_codes:
            draft = self._draft(draft.document, page_codes)
        self._page_codes.update(zip(keys, page_codes, strict=True))
        return Compiled(self._export(draft), draft.pages, draft.measurements)

    def _draft(self, document: Document, page_codes: list[PageCodes]) -> _Draft:
        """Lay a document out, without exporting it; raises CompileError."""
        self._write(document, page_codes)
        try:
            found = json.loads(self._compiler.eval(_MEASUREMENTS, format="json", root=str(self._root)))
        except (typst.TypstError, RuntimeError) as error:
            raise CompileError(_reason(error)) from error
        measurements = tuple(Measurement(kind, str(subject), page, y) for kind, subject, page, y in found)
        return _Draft(document, page_codes, measurements)

    def _export(self, draft: _Draft) -> bytes:
        """Export a draft as PDF; raises CompileError."""
        self._write(draft.document, draft.page_codes)
        revised = dt.datetime(*draft.document.date, tzinfo=dt.UTC)
        try:
            pdf = self._compiler.compile(
                format="pdf", pdf_standards=[STANDARD], timestamp=revised, root=str(self._root)
            )
        except typst.TypstError as error:
            raise CompileError(_reason(error)) from error
        if not isinstance(pdf, bytes):
            raise TypeError("a PDF is one piece of bytes")
        return pdf

    def _write(self, document: Document, page_codes: list[PageCodes]) -> None:
        """Write the templates' data; a call of the compiler that names the root reads it again."""
        names = list(_file_names(document.sheets))
        for name, sheet in zip(names, document.sheets, strict=True):
            self._write_file(f"sheets/{name}.typ", _SHEET_START)
            self._write_file(f"sheets/{name}.json", sheet_as_json(sheet))
        sheets = list(zip(names, page_codes, strict=True))
        self._write_file("data.json", as_json({**frame(document), "sheets": sheets}))

    def _write_media(self, name: str, content: bytes) -> None:
        path = self._root / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def _write_file(self, path: str, text: str) -> None:
        if self._written.get(path) != text:
            (self._root / path).write_text(text, encoding="utf-8")
            self._written[path] = text


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document that is laid out."""

    document: Document
    page_codes: list[PageCodes]
    """Of each sheet."""
    measurements: tuple[Measurement, ...]

    @property
    def pages(self) -> int:
        """The number of pages."""
        return max(entry.page for entry in self.measurements)


def _file_names(sheets: Iterable[Sheet]) -> Iterator[str]:
    """Names of files: the same for a procedure in every document."""
    counts: dict[str, int] = {}
    for sheet in sheets:
        counts[sheet.id] = counts.get(sheet.id, 0) + 1
        yield f"{sheet.id}-{counts[sheet.id]}"


def _reason(error: Exception) -> str:
    if isinstance(error, typst.TypstError):
        return "; ".join([error.message, *error.hints, *error.trace])
    return str(error)


def _is_compactable(draft: _Draft) -> bool:
    """Whether compact rows may save the last page: it has no step, or it is the second and nearly empty."""
    if draft.pages == 1 or len(draft.document.sheets) > 1 or draft.document.cover:
        return False
    if all(entry.page < draft.pages for entry in draft.measurements if entry.kind == "step"):
        return True
    last = draft.measurements[-1]
    bottom = next(float(entry.subject) for entry in draft.measurements if entry.kind == "bottom")
    return draft.pages == 2 and last.y < _COMPACTABLE_SHARE * bottom  # noqa: PLR2004  # what one page can save


def _page_codes(draft: _Draft, checklist_urls: Mapping[str, str]) -> list[PageCodes]:
    """For each sheet, the codes of the steps with which its pages after the first start."""
    first_steps: list[dict[str, str]] = []
    first_page = 0
    for entry in draft.measurements:
        if entry.kind == "sheet":
            first_page = entry.page
            first_steps.append({})
        elif entry.kind == "step" and entry.page > first_page:
            first_steps[-1].setdefault(str(entry.page - first_page), entry.subject)
    return [
        {
            page: render_qr_svg(f"{checklist_urls[sheet.id]}#{anchor}")
            for page, anchor in anchors.items()
            if checklist_urls.get(sheet.id)
        }
        for sheet, anchors in zip(draft.document.sheets, first_steps, strict=True)
    ]
