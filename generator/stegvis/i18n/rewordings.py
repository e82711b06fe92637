"""Keeps the record of rewordings: which texts mean what they meant under an earlier wording."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from stegvis.graph.fingerprints import hash_text
from stegvis.i18n.catalogs.po_format import Message, PoFile
from stegvis.i18n.former_keys import find_former_keys
from stegvis.model.library import Library
from stegvis.model.text import SourceText
from stegvis.schema.walk import iter_texts

_HEADER = (
    "# Texts that mean what they meant under an earlier wording.\n"
    "# Written by `stegvis catalog update --wording KEY`; commit it with the text."
)


class UnknownWordingError(ValueError):
    """The wording that a text had before is not known."""


def update_rewordings(
    library: Library[SourceText],
    wording: Collection[str],
    templates: Collection[PoFile],
    catalogs: Collection[PoFile],
    former_hashes: Mapping[str, str] = {},
) -> bytes | None:
    """Return the file of rewordings with the texts of the keys in `wording` added; None if there is none.

    Entries of texts that have changed again or are gone are left out; those of renamed texts get the present
    key. `former_hashes` are those of texts in which only an id has changed, by key. Texts outside of
    procedures are not recorded, as no run depends on them. Raises UnknownWordingError
    if neither the templates nor the catalogs, as they are before their update, say what a text was before.
    """
    texts = {text.key: text for procedure in library.procedures.values() for text in iter_texts(procedure)}
    former = find_former_keys(library)
    recorded = {key: (str(entry.now), str(entry.meaning)) for key, entry in library.rewordings.items()}
    rewordings: dict[str, tuple[str, str]] = {}
    for key, text in texts.items():
        keys = (key, *former.get(key, ()))
        meanings = dict(recorded[name] for name in reversed(keys) if name in recorded)
        now = hash_text(library, text.source)
        if now not in meanings and (key in wording or key in former_hashes):
            before = former_hashes.get(key) or hash_text(
                library, _former_wording(text, keys, templates, catalogs)
            )
            meanings[now] = meanings.get(before, before)
        if meanings.get(now, now) != now:
            rewordings[key] = now, meanings[now]
    if not rewordings and not library.rewordings:
        return None
    lines = [f"{key}: {{now: {now}, meaning: {first}}}" for key, (now, first) in sorted(rewordings.items())]
    return "\n".join([_HEADER, *(lines or ["{}"]), ""]).encode()


def _former_wording(
    text: SourceText, keys: Collection[str], templates: Collection[PoFile], catalogs: Collection[PoFile]
) -> str:
    """Return what a text was before: in its template, or else what its translations translate."""
    translated = list(_messages(catalogs, keys))
    sources = (
        {message.id for message in _messages(templates, keys)},
        {message.id for message in translated},
        {message.previous_id for message in translated},
    )
    found = next((wordings for source in sources if (wordings := source - {text.source, ""})), set())
    if not found:
        message = f"neither a template nor a catalog has a former wording of {text.key}"
        raise UnknownWordingError(message)
    if len(found) > 1:
        message = f"the catalogs have different former wordings of {text.key}: {' / '.join(sorted(found))}"
        raise UnknownWordingError(message)
    return found.pop()


def _messages(catalogs: Collection[PoFile], keys: Collection[str]) -> Iterator[Message]:
    return (message for catalog in catalogs for message in catalog.messages if message.context in keys)
