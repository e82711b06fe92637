"""The cache of finished PDFs."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from stegvis.outputs.pdf.compiler import TEMPLATES
from stegvis.outputs.pdf.layout_checks import LayoutDiagnostic
from stegvis.outputs.pdf.views import Document, as_json, frame, sheet_as_json

PDF_CACHE = ".print_cache"
"""The folder of a project in which commands keep finished PDFs."""
_MAX_AGE = 30 * 24 * 3600
"""Seconds since its last use after which an entry is deleted."""


@dataclass(frozen=True, slots=True)
class PdfTask:
    """A document to make."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    document: Document
    checklist_urls: Mapping[str, str]
    """URL of each procedure's checklist, by its id; empty without the site's URL."""
    media: Mapping[str, bytes] = field(default_factory=dict)
    """The files that the document shows, by name; a name changes with the content."""


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A finished document."""

    path: str
    """Path of the file below the site's root."""
    pdf: bytes
    """Empty if Typst refused the document."""
    pages: int
    diagnostics: tuple[LayoutDiagnostic, ...]


@cache
def _toolchain_digest() -> bytes:
    """What every document depends on: templates, fonts, code and versions."""
    parts = [version("typst"), version("segno")]
    folders = (TEMPLATES, Path(__file__).parent)
    files = sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix in (".typ", ".otf", ".py")
    )
    parts += [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return "\n".join(parts).encode()


def cache_key(task: PdfTask) -> str:
    """Return the name of a document's entry: a SHA-256 hash, in hexadecimal, of everything it is made of."""
    digest = hashlib.sha256(_toolchain_digest())
    digest.update(as_json(frame(task.document)).encode())
    for sheet in task.document.sheets:
        digest.update(sheet_as_json(sheet).encode())
    digest.update(json.dumps(task.checklist_urls, sort_keys=True).encode())
    return digest.hexdigest()


def read_cached(folder: Path, key: str, path: str) -> PdfResult | None:
    """Read an entry, and note that it was used; None where it is missing or damaged."""
    try:
        raw = (folder / key).read_bytes()
    except OSError:
        return None
    digest, _, content = raw.partition(b"\n")
    if digest != _digest(content):
        return None
    with suppress(OSError):  # the cache may be read-only
        os.utime(folder / key)
    head, _, pdf = content.partition(b"\n")
    pages, diagnostics = json.loads(head)
    return PdfResult(path, pdf, pages, tuple(LayoutDiagnostic(*fields) for fields in diagnostics))


def write_cached(folder: Path, key: str, result: PdfResult) -> None:
    """Write an entry atomically: under another name first, then renamed; not where the disk is full."""
    head = json.dumps([result.pages, [astuple(diagnostic) for diagnostic in result.diagnostics]]).encode()
    content = head + b"\n" + result.pdf
    temporary = folder / f".{key}-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(_digest(content) + b"\n" + content)
        temporary.replace(folder / key)
    except OSError:  # nothing depends on the cache but the time of the next build
        with suppress(OSError):
            temporary.unlink()


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def prune_cache(folder: Path) -> None:
    """Delete entries that weren't used in the last 30 days."""
    oldest = time.time() - _MAX_AGE
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):  # another build prunes too, or the cache is read-only
            if path.stat().st_mtime < oldest:
                path.unlink()
