"""Typst: from a document to PDF, and where everything came to stand."""

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

_LITTLE = 0.42
"""Share of the second page, its head included, that tighter rows can save on the first."""

_BEGINNING = "#v(0pt, weak: true)"
"""Of a sheet: see `sheet-of` in sheet.typ."""

_PLACES = """query(<place>).map(it => {
  let at = it.location().position()
  (it.value.at(0), it.value.at(1), at.page, at.y.pt())
})"""

Codes = Mapping[str, str]
"""QR codes of a sheet's pages that begin with a step, by how many pages are before them."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """Where something came to stand."""

    what: str
    """`step`, `end`, `pause`, `remark`, `line`, `size` and so on: see `rules.layouts`."""
    whose: str
    """A step's path, or a procedure's id."""
    page: int
    """From 1."""
    y: float
    """Points from the top of the page."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A finished document."""

    pdf: bytes
    pages: int
    places: tuple[Measurement, ...]


class CompileError(Exception):
    """Typst could not make the document; says why in its own words."""


class Compiler:
    """Typst with the sheets' fonts and templates; what it laid out once, it remembers."""

    def __init__(self) -> None:
        """Read the fonts: the package's own and Typst's, never the machine's, so that sheets are alike.

        The data goes in as files: what `sys.inputs` holds is a part of everything that Typst remembers, so
        that a change of it would make it forget all.
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
        self._codes: dict[tuple[str, ...], Codes] = {}

    def press(self, document: Document, live: Mapping[str, str]) -> Compiled:
        """Make a document; `live` has the address of each procedure's checklist, by id.

        A sheet that runs a little over a page is set tighter; pages after the first get the code of the
        step that they begin with, which is known beforehand where the sheet was in another document.
        Raises RefusedError.
        """
        known_by = [(document.paper, one.address, one.edition) for one in document.sheets]
        draft = self._draft(document, [self._codes.get(key, {}) for key in known_by])
        if _runs_over(draft):
            tight = self._draft(replace(document, tight=True), draft.codes)
            draft = tight if tight.pages < draft.pages else draft
        codes = _codes(draft, live)
        if codes != draft.codes:
            draft = self._draft(draft.document, codes)
        self._codes.update(zip(known_by, codes, strict=True))
        return Compiled(self._exported(draft), draft.pages, draft.places)

    def _draft(self, document: Document, codes: list[Codes]) -> _Draft:
        self._write(document, codes)
        try:
            found = json.loads(self._compiler.eval(_PLACES, format="json", root=str(self._root)))
        except (typst.TypstError, RuntimeError) as error:
            raise CompileError(_reason(error)) from error
        places = tuple(Measurement(what, str(whose), page, y) for what, whose, page, y in found)
        return _Draft(document, codes, places)

    def _exported(self, draft: _Draft) -> bytes:
        self._write(draft.document, draft.codes)
        moment = dt.datetime(*draft.document.date, tzinfo=dt.UTC)
        try:
            pdf = self._compiler.compile(
                format="pdf", pdf_standards=[STANDARD], timestamp=moment, root=str(self._root)
            )
        except typst.TypstError as error:
            raise CompileError(_reason(error)) from error
        if not isinstance(pdf, bytes):
            raise TypeError("a PDF is one piece of bytes")
        return pdf

    def _write(self, document: Document, codes: list[Codes]) -> None:
        """Write the templates' data; naming the root makes the compiler look at it again."""
        names = list(_names(document.sheets))
        for name, sheet in zip(names, document.sheets, strict=True):
            self._put(f"sheets/{name}.typ", _BEGINNING)
            self._put(f"sheets/{name}.json", sheet_as_json(sheet))
        sheets = list(zip(names, codes, strict=True))
        self._put("data.json", as_json({**frame(document), "sheets": sheets}))

    def _put(self, path: str, text: str) -> None:
        if self._written.get(path) != text:
            (self._root / path).write_text(text, encoding="utf-8")
            self._written[path] = text


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document that is laid out."""

    document: Document
    codes: list[Codes]
    places: tuple[Measurement, ...]

    @property
    def pages(self) -> int:
        """How many there are."""
        return max(place.page for place in self.places)


def _names(sheets: Iterable[Sheet]) -> Iterator[str]:
    """Names of files: the same for a procedure in whatever document."""
    met: dict[str, int] = {}
    for sheet in sheets:
        met[sheet.id] = met.get(sheet.id, 0) + 1
        yield f"{sheet.id}-{met[sheet.id]}"


def _reason(error: Exception) -> str:
    if isinstance(error, typst.TypstError):
        return "; ".join([error.message, *error.hints, *error.trace])
    return str(error)


def _runs_over(draft: _Draft) -> bool:
    """Whether tighter rows may save the last page: it has no step, or it is the second and has little."""
    if draft.pages == 1 or len(draft.document.sheets) > 1 or draft.document.cover:
        return False
    if all(place.page < draft.pages for place in draft.places if place.what == "step"):
        return True
    last = draft.places[-1]
    bottom = next(float(place.whose) for place in draft.places if place.what == "bottom")
    return draft.pages == 2 and last.y < _LITTLE * bottom  # noqa: PLR2004  # what one page can save


def _codes(draft: _Draft, live: Mapping[str, str]) -> list[Codes]:
    """The codes of the steps with which the pages of each sheet begin."""
    begun: list[dict[str, str]] = []
    first = 0
    for place in draft.places:
        if place.what == "sheet":
            first = place.page
            begun.append({})
        elif place.what == "step" and place.page > first:
            begun[-1].setdefault(str(place.page - first), place.whose)
    return [
        {
            page: render_qr_svg(f"{live[sheet.id]}#{step}")
            for page, step in steps.items()
            if live.get(sheet.id)
        }
        for sheet, steps in zip(draft.document.sheets, begun, strict=True)
    ]
