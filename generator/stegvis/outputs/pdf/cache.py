"""The cache of finished PDFs."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from stegvis.outputs.pdf.compiler import TEMPLATES
from stegvis.outputs.pdf.layout_checks import LayoutDiagnostic
from stegvis.outputs.pdf.views import Document, as_json, frame, sheet_as_json

_KEPT_FOR = 30 * 24 * 3600
"""Seconds after which a finished sheet that nobody asked for is thrown away."""


@dataclass(frozen=True, slots=True)
class PdfTask:
    """A document to make."""

    path: str
    locale: str
    document: Document
    live: Mapping[str, str]
    """Address of each procedure's live checklist, by its id."""


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A finished document; without bytes if it could not be made."""

    path: str
    pdf: bytes
    pages: int
    findings: tuple[LayoutDiagnostic, ...]


@cache
def _toolchain_digest() -> bytes:
    """What else a sheet depends on: templates, fonts, code and versions."""
    parts = [version("typst"), version("segno")]
    folders = (TEMPLATES, Path(__file__).parent)
    files = sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix in (".typ", ".otf", ".py")
    )
    parts += [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return "\n".join(parts).encode()


def cache_key(task: PdfTask) -> str:
    """The name of a document in the cache: a hash of everything that it is made of."""
    known = hashlib.sha256(_toolchain_digest())
    known.update(as_json(frame(task.document)).encode())
    for sheet in task.document.sheets:
        known.update(sheet_as_json(sheet).encode())
    known.update(json.dumps(task.live, sort_keys=True).encode())
    return known.hexdigest()


def read_cached(store: Path, key: str, path: str) -> PdfResult | None:
    """Return a finished document of the cache; None where it has none that can be read."""
    try:
        raw = (store / key).read_bytes()
    except OSError:
        return None
    head, _, pdf = raw.partition(b"\n")
    try:
        pages, found = json.loads(head)
        kept = PdfResult(path, pdf, pages, tuple(LayoutDiagnostic(*one) for one in found))
        os.utime(store / key)
    except (ValueError, TypeError, OSError):
        return None
    return kept


def write_cached(store: Path, key: str, made: PdfResult) -> None:
    """Write beside and swap in, so that nobody reads half of it."""
    store.mkdir(parents=True, exist_ok=True)
    head = json.dumps([made.pages, [astuple(one) for one in made.findings]]).encode()
    beside = store / f".{key}-{os.getpid()}"
    beside.write_bytes(head + b"\n" + made.pdf)
    beside.replace(store / key)


def prune_cache(store: Path) -> None:
    """Delete documents that nobody asked for in the last 30 days."""
    oldest = time.time() - _KEPT_FOR
    for path in store.iterdir() if store.is_dir() else ():
        with suppress(FileNotFoundError):  # another build prunes too
            if path.stat().st_mtime < oldest:
                path.unlink()
