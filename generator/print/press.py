"""Typst: from a document to PDF, and where everything came to stand."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import typst

from generator.print.codes import qr
from generator.print.views import Document, as_json

TEMPLATES = Path(__file__).parents[1] / "theme" / "print"
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1, ISO 14289-1; Typst refuses what breaks it."""

_LITTLE = 0.42
"""Share of the second page, its head included, that tighter rows can save on the first."""

_PLACES = """query(<place>).map(it => {
  let at = it.location().position()
  (it.value.at(0), it.value.at(1), at.page, at.y.pt())
})"""


@dataclass(frozen=True, slots=True)
class Place:
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
class Pressed:
    """A finished document."""

    pdf: bytes
    pages: int
    places: tuple[Place, ...]


class RefusedError(Exception):
    """Typst could not make the document; says why in its own words."""


class Press:
    """Typst with the sheets' fonts and templates; what it laid out once, it remembers."""

    def __init__(self) -> None:
        """Read the fonts: the package's own and Typst's, never the machine's, so that sheets are alike.

        The data goes in as a file: what `sys.inputs` holds is a part of everything that Typst remembers, so
        that a change of it would make it forget all.
        """
        self._folder = tempfile.TemporaryDirectory(prefix="stegvis-")
        self._root = Path(self._folder.name)
        for template in TEMPLATES.glob("*.typ"):
            shutil.copy(template, self._root)
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(TEMPLATES / "fonts")]
        )

    def press(self, document: Document, live: Mapping[str, str]) -> Pressed:
        """Make a document; `live` has the address of each procedure's checklist, by id.

        A sheet that runs a little over one page is set tighter; pages after the first get the code of the
        step that they begin with. Raises RefusedError.
        """
        draft = self._draft(document)
        if _runs_over(draft):
            tight = self._draft(replace(document, tight=True))
            draft = tight if tight.pages == 1 else draft
        if draft.pages > len(document.sheets) + bool(document.cover) and any(live.values()):
            draft = self._draft(_coded(draft, live))
        return Pressed(_exported(draft), draft.pages, draft.places)

    def _draft(self, document: Document) -> _Draft:
        (self._root / "data.json").write_text(as_json(document), encoding="utf-8")
        compiler = typst.Compiler(
            input=str(self._root / "sheet.typ"), root=str(self._root), font_paths=self._fonts
        )
        try:
            found = json.loads(compiler.eval(_PLACES, format="json"))
        except (typst.TypstError, RuntimeError) as error:
            raise RefusedError(_reason(error)) from error
        places = tuple(Place(what, str(whose), page, y) for what, whose, page, y in found)
        return _Draft(document, compiler, places)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document that is laid out."""

    document: Document
    compiler: typst.Compiler
    places: tuple[Place, ...]

    @property
    def pages(self) -> int:
        """How many there are."""
        return max(place.page for place in self.places)


def _exported(draft: _Draft) -> bytes:
    moment = dt.datetime(*draft.document.date, tzinfo=dt.UTC)
    try:
        pdf = draft.compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=moment)
    except typst.TypstError as error:
        raise RefusedError(_reason(error)) from error
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one piece of bytes")
    return pdf


def _reason(error: Exception) -> str:
    if isinstance(error, typst.TypstError):
        return "; ".join([error.message, *error.hints, *error.trace])
    return str(error)


def _runs_over(draft: _Draft) -> bool:
    """Whether a sheet of two pages has so little on the second that setting it tighter may help."""
    if draft.pages != 2 or len(draft.document.sheets) > 1 or draft.document.cover:  # noqa: PLR2004  # two pages
        return False
    last = draft.places[-1]
    bottom = next(float(place.whose) for place in draft.places if place.what == "bottom")
    return last.y < _LITTLE * bottom


def _coded(draft: _Draft, live: Mapping[str, str]) -> Document:
    """The document with the codes of the steps with which its pages begin."""
    document = draft.document
    met: dict[int, dict[str, str]] = {}
    index = -1
    for place in draft.places:
        if place.what == "sheet":
            index += 1
            met[index] = {str(place.page): ""}
        elif place.what == "step" and str(place.page) not in met[index]:
            address = live.get(document.sheets[index].id, "")
            met[index][str(place.page)] = qr(f"{address}#{place.whose}") if address else ""
    sheets = [
        replace(sheet, codes={page: code for page, code in met[number].items() if code})
        for number, sheet in enumerate(document.sheets)
    ]
    return replace(document, sheets=sheets)
