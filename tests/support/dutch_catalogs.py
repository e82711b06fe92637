"""The sound project with a Dutch locale, and what tests do with its catalogs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from stegvis.i18n.catalogs import po_format
from stegvis.i18n.catalogs.cache import CatalogCache
from stegvis.i18n.catalogs.former import find_former
from stegvis.i18n.catalogs.merge import merge_entries
from stegvis.i18n.catalogs.po_format import Message, PoFile
from stegvis.i18n.catalogs.template import TemplateEntry
from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.i18n.domains import records_by_domain
from stegvis.model.catalog_layout import DEFAULT_LAYOUT
from stegvis.model.text import TranslationState
from stegvis.schema.walk import iter_texts
from tests.support.projects import Files, library_of, sound

PATH = "catalog.po"
DUTCH = b"  nl: {name: Nederlands, language: nl}\n"


def brought_up_to_date(files: Files, *wording: str) -> dict[str, bytes]:
    """The project after `stegvis catalog update`."""
    updated = update_catalogs(library_of(files), files, ["nl"], wording)
    assert not updated.diagnostics, [str(diagnostic) for diagnostic in updated.diagnostics]
    return {**files, **updated.value}


def translated(files: Files | None = None) -> dict[str, bytes]:
    """A project, by default the sound one, with complete Dutch: each text is the English after `NL `."""
    files = sound() if files is None else files
    if DUTCH not in files["content/site.yaml"]:
        files = {**files, "content/site.yaml": files["content/site.yaml"] + DUTCH}
    made = {
        path: filled(raw) if path.endswith(".po") else raw for path, raw in brought_up_to_date(files).items()
    }
    return brought_up_to_date(made)  # comments tell the names that the labels have now


def filled(raw: bytes) -> bytes:
    """A catalog with a translation of each message that had none: the English after `NL `."""
    return re.sub(rb'msgid "(.+)"\nmsgstr ""', rb'msgid "\1"\nmsgstr "NL \1"', raw)


def catalog(domain: str) -> str:
    """The path of a Dutch catalog."""
    return DEFAULT_LAYOUT.catalog("nl", domain)


def read(files: Files, domain: str) -> PoFile:
    """A Dutch catalog that can be read."""
    return read_bytes(files[catalog(domain)])


def read_bytes(raw: bytes) -> PoFile:
    """A catalog that can be read."""
    file = po_format.read_po(PATH, raw)
    assert isinstance(file, PoFile), file
    return file


def message(files: Files, domain: str, key: str) -> Message:
    """The one message with a key that is in use."""
    (found,) = (entry for entry in read(files, domain).active() if entry.context == key)
    return found


def obsolete(catalog: PoFile) -> list[Message]:
    """The messages kept for the case that their key comes back."""
    return [entry for entry in catalog.messages if entry.is_obsolete]


def shown(files: Files) -> dict[str, tuple[str, TranslationState]]:
    """What a Dutch reader sees of each text, by key."""
    library = library_of(files)
    shelf = CatalogCache()
    seen: dict[str, tuple[str, TranslationState]] = {}
    for domain, records in records_by_domain(library).items():
        path = DEFAULT_LAYOUT.find(files, "nl", domain)
        known = shelf.translations(path, files.get(path)).value
        for text in iter_texts(records):
            words = known.words(text)
            seen[text.key] = (words.text, words.state)
    return seen


def told(file: PoFile) -> set[tuple[object, ...]]:
    """All that a catalog says, whatever its lines look like."""
    return {
        (
            each.context,
            each.id,
            each.string,
            each.is_obsolete,
            each.flags,
            tuple(each.user_comments),
            " ".join(each.auto_comments),
            each.previous_id,
        )
        for each in file.messages
    }


def run(program: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program of gettext's; its messages are English."""
    command = [str(program), *map(str, arguments)]
    environment = {"LC_ALL": "C.UTF-8", "PATH": str(program.parent)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def merged(entries: Sequence[TemplateEntry], old: PoFile | None) -> list[str]:
    """The entries of one catalog after an update, as text."""
    catalogs = {PATH: old} if old else {}
    return merge_entries(PATH, entries, find_former({PATH: entries}, catalogs, {}))


def written(folder: Path, files: Mapping[str, bytes], only: Collection[str] = ()) -> Path:
    """A project's files in a folder."""
    for path, raw in files.items():
        if not only or path in only:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(raw)
    return folder
