"""What is to be translated: the messages of each domain, with what their translators should know."""

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
from stegvis.inline.plain import find_placeholders
from stegvis.model.article import Article
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import Label, Role
from stegvis.model.text import SourceText

Names = Mapping[str, Mapping[str, str]]
"""Per label or role, per locale, its name."""


@dataclass(frozen=True, slots=True)
class TemplateEntry:
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
class TemplateContext:
    """What comments are made from."""

    library: Library[SourceText]
    names: Names
    _uses: dict[str, list[str]] = field(default_factory=dict, compare=False)

    def entries(self, domain: str) -> Iterator[TemplateEntry]:
        """The messages of a domain, in the order of its template."""
        for one in records_by_domain(self.library)[domain]:
            yield from self.entries_of(one)

    def entries_of(self, record: Any) -> Iterator[TemplateEntry]:
        """The messages of one procedure, article or entry of a registry, or of one text."""
        match record:
            case Procedure():
                around = comment_procedure(self.library, record)
            case Article():
                around = comment_article(record)
            case SourceText():
                around = iter([(record, CommentLines((), ()))])
            case _:
                around = comment_registry_entry(self.library, record, self._uses_of(record))
        names = (
            {} if isinstance(record, SourceText) else self.names
        )  # the interface's placeholders are values
        for text, told in around:
            yield self._entry(text, told, names)

    def _entry(self, text: SourceText, around: CommentLines, names: Names) -> TemplateEntry:
        said = (text.comment,) if text.comment else ()
        used = find_placeholders(parse(text.source)) if "{" in text.source else ()
        named = tuple(self._naming(name) for name in used if name in names)
        longest = max_length(text)
        limit = (f"At most {longest} characters.",) if longest else ()
        comments = (*around.before, *said, *named, *limit, *around.after)
        return TemplateEntry(text.key, text.source, comments, text.location.line)

    def _naming(self, name: str) -> str:
        english, *others = self.names[name].items()
        forms = "".join(f" · {locale}: {form}" for locale, form in others)
        return f"{{{name}}} = {english[1]}{forms}"

    def _uses_of(self, record: Any) -> list[str]:
        """Where a label or a role stands: the steps, as a reader knows them."""
        if not isinstance(record, Label | Role):
            return []
        if not self._uses:
            self._uses.update(find_uses(self.library))
        return self._uses.get(record.name.key, [])


def localized_names(library: Library[SourceText], translations: Mapping[str, Mapping[str, str]]) -> Names:
    """The names of all labels and roles: in English, and per locale from its translations by key."""
    named: dict[str, Label[SourceText] | Role[SourceText]] = {**library.labels, **library.roles}
    return {
        id_: {
            "en": one.name.source,
            **{locale: words for locale, known in translations.items() if (words := known.get(one.name.key))},
        }
        for id_, one in named.items()
    }
