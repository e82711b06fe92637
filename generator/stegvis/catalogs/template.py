"""What is to be translated: the messages of each domain, with what their translators should know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from babel.messages.catalog import Message

from stegvis import messages, prose
from stegvis.catalogs import surroundings
from stegvis.catalogs.budget import budget
from stegvis.model import Article, Label, Library, Procedure, Role, Text

Names = Mapping[str, Mapping[str, str]]
"""Per label or role, per locale, its name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a template."""

    key: str
    source: str
    comments: tuple[str, ...]
    line: int

    @property
    def has_placeholders(self) -> bool:
        """Whether gettext's tools are to compare the names in braces, also those in code."""
        return "{" in self.source and Message(self.source).python_brace_format


@dataclass(frozen=True, slots=True)
class Context:
    """What comments are made from."""

    library: Library[Text]
    names: Names
    _uses: dict[str, list[str]] = field(default_factory=dict, compare=False)

    def entries(self, domain: str) -> Iterator[Entry]:
        """The messages of a domain, in the order of its template."""
        for one in messages.domains(self.library)[domain]:
            yield from self.entries_of(one)

    def entries_of(self, record: Any) -> Iterator[Entry]:
        """The messages of one procedure, article or entry of a registry, or of one text."""
        match record:
            case Procedure():
                around = surroundings.of_procedure(self.library, record)
            case Article():
                around = surroundings.of_article(record)
            case Text():
                around = iter([(record, surroundings.Around((), ()))])
            case _:
                around = surroundings.of_registry(self.library, record, self._uses_of(record))
        names = {} if isinstance(record, Text) else self.names  # the interface's placeholders are values
        for text, told in around:
            yield self._entry(text, told, names)

    def _entry(self, text: Text, around: surroundings.Around, names: Names) -> Entry:
        said = (text.comment,) if text.comment else ()
        used = prose.placeholders(text.source) if "{" in text.source else ()
        named = tuple(self._naming(name) for name in used if name in names)
        longest = budget(text)
        limit = (f"At most {longest} characters.",) if longest else ()
        comments = (*around.before, *said, *named, *limit, *around.after)
        return Entry(text.key, text.source, comments, text.location.line)

    def _naming(self, name: str) -> str:
        english, *others = self.names[name].items()
        forms = "".join(f" · {locale}: {form}" for locale, form in others)
        return f"{{{name}}} = {english[1]}{forms}"

    def _uses_of(self, record: Any) -> list[str]:
        """Where a label or a role stands: the steps, as a reader knows them."""
        if not isinstance(record, Label | Role):
            return []
        if not self._uses:
            self._uses.update(surroundings.uses(self.library))
        return self._uses.get(record.name.key, [])


def names_of(library: Library[Text], translations: Mapping[str, Mapping[str, str]]) -> Names:
    """The names of all labels and roles: in English, and per locale from its translations by key."""
    named: dict[str, Label[Text] | Role[Text]] = {**library.labels, **library.roles}
    return {
        id_: {
            "en": one.name.source,
            **{locale: words for locale, known in translations.items() if (words := known.get(one.name.key))},
        }
        for id_, one in named.items()
    }
