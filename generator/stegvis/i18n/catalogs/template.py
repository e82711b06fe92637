"""The messages of each domain, with comments for translators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from babel.messages.catalog import Message

from stegvis.i18n.catalogs.comments import (
    CommentLines,
    comment_article,
    comment_procedure,
    comment_registry_entry,
    find_uses,
)
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.max_length import max_length
from stegvis.inline.parse import parse
from stegvis.inline.plain import find_placeholders, find_values
from stegvis.model.article import Article
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Label, Role
from stegvis.model.text import SourceText, owner_of

Names = Mapping[str, Mapping[str, str]]
"""The name of each label and role by id and locale."""


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """One message of a template."""

    key: str
    source: str
    comments: tuple[str, ...]
    line: int

    @property
    def has_placeholders(self) -> bool:
        """Whether gettext's tools should compare the names in braces, also those in code."""
        return "{" in self.source and Message(self.source).python_brace_format


@dataclass(frozen=True, slots=True)
class TemplateContext:
    """The inputs of the comments."""

    library: Library[SourceText]
    names: Names
    _uses: dict[str, list[str]] = field(default_factory=dict, compare=False)

    def entries(self, domain: str) -> Iterator[TemplateEntry]:
        """Yield the messages of a domain, in the order of its template."""
        for record in records_by_domain(self.library)[domain]:
            yield from self.entries_of(record)

    def entries_of(self, record: Any) -> Iterator[TemplateEntry]:
        """Yield the messages of a procedure, an article, a registry's entry, or a text of the interface."""
        match record:
            case Procedure():
                comments = comment_procedure(self.library, record)
            case Article():
                comments = comment_article(record)
            case SourceText():
                comments = iter([(record, CommentLines((), ()))])
            case _:
                comments = comment_registry_entry(self.library, record, self._uses_of(record))
        names = (
            {} if isinstance(record, SourceText) else self.names
        )  # the interface's placeholders are values
        for text, lines in comments:
            yield self._entry(text, lines, names)

    def _entry(self, text: SourceText, lines: CommentLines, names: Names) -> TemplateEntry:
        own = (text.comment,) if text.comment else ()
        nodes = parse(text.source) if "{" in text.source else ()
        labels = self.library.value_labels.get(owner_of(text.key), {})
        named = (
            *(self._naming(name) for name in find_placeholders(nodes) if name in names),
            *(f"{{{{{name}}}}} = {labels[name].source}" for name in find_values(nodes) if name in labels),
        )
        longest = max_length(text)
        limit = (f"At most {longest} characters.",) if longest else ()
        comments = (*lines.before, *own, *named, *limit, *lines.after)
        return TemplateEntry(text.key, text.source, comments, text.location.line)

    def _naming(self, name: str) -> str:
        english, *translations = self.names[name].items()
        forms = "".join(f" · {locale}: {form}" for locale, form in translations)
        return f"{{{name}}} = {english[1]}{forms}"

    def _uses_of(self, record: Any) -> list[str]:
        """Return the steps in which the name of a label or role occurs; nothing for other records."""
        if not isinstance(record, Label | Role):
            return []
        if not self._uses:
            self._uses.update(find_uses(self.library))
        return self._uses.get(record.name.key, [])


def localized_names(library: Library[SourceText], translations: Mapping[str, Mapping[str, str]]) -> Names:
    """Return the names of all labels and roles; `translations` are by locale and key."""
    entries: dict[str, Label[SourceText] | Role[SourceText]] = {**library.labels, **library.roles}
    return {
        id_: {
            "en": entry.name.source,
            **{
                locale: words
                for locale, by_key in translations.items()
                if (words := by_key.get(entry.name.key))
            },
        }
        for id_, entry in entries.items()
    }
