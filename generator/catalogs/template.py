"""What is to be translated, with what its translator should know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator import graph, messages, prose
from generator.messages import texts
from generator.model import Article, Library, Procedure, Step, Text

Names = Mapping[str, Mapping[str, str]]
"""Per label or role, per locale, its name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a template."""

    key: str
    source: str
    comments: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Context:
    """What comments are made from."""

    library: Library[Text]
    names: Names

    def entries(self, domain: str) -> Iterator[Entry]:
        """The messages of a domain, in the order of its template."""
        for one in messages.domains(self.library)[domain]:
            yield from self.entries_of(one)

    def entries_of(self, record: Any) -> Iterator[Entry]:
        """The messages of one procedure, article or entry of a registry, or of one text."""
        if isinstance(record, Procedure):
            return self._of_procedure(record)
        if isinstance(record, Article):
            page = (f"Page “{record.title.source}”",)
            return (self._entry(text, page) for text in texts(record))
        return (self._entry(text, ()) for text in texts(record))

    def _entry(self, text: Text, about: tuple[str, ...]) -> Entry:
        told = (text.comment,) if text.comment else ()
        used = prose.placeholders(text.source)
        named = tuple(self._naming(name) for name in used if name in self.names)
        return Entry(text.key, text.source, (*about, *told, *named), text.location.line)

    def _naming(self, name: str) -> str:
        known = self.names[name]
        forms = ", ".join(f"{locale}: {form}" for locale, form in known.items())
        return f"{{{name}}} = {forms}"

    def _of_procedure(self, procedure: Procedure[Text]) -> Iterator[Entry]:
        numbers = graph.numbers(procedure)
        systems = graph.systems(procedure)
        title = f"“{procedure.title.source}”"
        owners = {text.key: step for step in procedure.steps for text in texts(step)}
        for text in texts(procedure):
            step = owners.get(text.key)
            if step is None:
                yield self._entry(text, (title,))
                continue
            field = text.key.partition(".")[2]
            line = f"{title}, step {numbers.get(step.id, '?')}: {field}"
            yield self._entry(text, (line, *self._where(step, systems[step.id])))

    def _where(self, step: Step[Text], system: str | None) -> tuple[str, ...]:
        parts = []
        if system in self.library.systems:
            parts.append(f"in {self._plain(self.library.systems[system].name)}")
        if step.screen in self.library.labels:
            parts.append(f"on {self.library.labels[step.screen].name.source}")
        if step.performed_by:
            roles = self.library.roles
            names = (roles[one].name.source for one in step.performed_by if one in roles)
            parts.append(f"done by {' or '.join(names)}")
        return ("; ".join(parts),) if parts else ()

    def _plain(self, text: Text) -> str:
        """A text's English with the names of its labels filled in."""
        labels = self.library.labels
        return "".join(
            words + (labels[name].name.source if name in labels else "")
            for words, name in prose.parts(text.source)
        )


def names_of(library: Library[Text], translations: Mapping[str, Mapping[str, str]]) -> Names:
    """The names of all labels and roles: in English, and per locale from its translations by key."""
    named = {**library.labels, **library.roles}
    return {
        id_: {
            "en": one.name.source,
            **{locale: words for locale, known in translations.items() if (words := known.get(one.name.key))},
        }
        for id_, one in named.items()
    }
