"""A text's role is declared by its field, and what follows from a role is never left to a default."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Generic

import pytest

from stegvis.i18n.domains import records_by_domain
from stegvis.model import text_role
from stegvis.model.article import Article
from stegvis.model.procedure import Procedure
from stegvis.model.registries import REGISTRIES, InterfaceText
from stegvis.model.step_kinds import STEP_KINDS
from stegvis.model.text import SourceText, T
from stegvis.model.text_role import Impact, TextRole, TextRoleInfo
from stegvis.schema.type_info import (
    ListType,
    MapType,
    MissingRoleError,
    RecordType,
    TextType,
    TypeInfo,
    record_fields,
    record_info,
)
from stegvis.schema.walk import iter_texts
from stegvis.source.loader import load_library
from stegvis.source.project import read_project
from tests.support.projects import ROOT

LIBRARY = load_library(read_project(ROOT).files).library
STEP_TYPES = tuple(kind.type for kind in STEP_KINDS.values())
RECORDS: tuple[type[Any], ...] = (Procedure, Article, InterfaceText, *REGISTRIES.values(), *STEP_TYPES)


def declared_roles(type_: TypeInfo) -> Iterator[TextRole]:
    match type_:
        case TextType(roles):
            yield from roles
        case ListType(item) | MapType(item):
            yield from declared_roles(item)
        case RecordType(record):
            for field in record_fields(record):
                yield from declared_roles(field.type)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutRole(Generic[T]):
    name: Annotated[T, TextRole.LABEL_NAME]
    explanation: T


@dataclass(frozen=True, slots=True, kw_only=True)
class WithAnotherAnnotation(Generic[T]):
    explanations: tuple[Annotated[T, "not a role"], ...] = ()


def test_every_role_has_a_row() -> None:
    assert all(isinstance(role.info, TextRoleInfo) for role in TextRole)


def test_a_role_without_a_row_is_refused() -> None:
    with pytest.raises(AssertionError, match="another-role"):
        text_role._describe("another-role")  # type: ignore[arg-type]


@pytest.mark.parametrize("record", [WithoutRole, WithAnotherAnnotation])
def test_a_text_field_without_a_role_is_refused(record: type[Any]) -> None:
    with pytest.raises(MissingRoleError, match=rf"{record.__name__}\.explanation"):
        record_info(record)


def test_every_role_is_declared_by_one_field() -> None:
    fields = {
        (field.name, field.type) if record in STEP_TYPES else (record, field.name): field.type
        for record in RECORDS
        for field in record_fields(record)
        if field.name != "steps"
    }
    assert Counter(role for type_ in fields.values() for role in declared_roles(type_)) == Counter(TextRole)


def texts_with_roles(value: Any, type_: TypeInfo) -> Iterator[tuple[SourceText, tuple[TextRole, ...]]]:
    """Every text of a value, with the roles that the declaration of its field allows."""
    match type_, value:
        case TextType(roles), SourceText():
            yield value, roles
        case ListType(item), tuple():
            for part in value:
                yield from texts_with_roles(part, item)
        case MapType(item), dict():
            for part in value.values():
                yield from texts_with_roles(part, item)
        case RecordType(), _ if value is not None:
            for field in record_fields(type(value)):
                yield from texts_with_roles(getattr(value, field.name), field.type)


def test_every_text_of_the_project_has_a_role_of_its_field() -> None:
    counts = Counter[TextRole]()
    for records in records_by_domain(LIBRARY).values():
        for record in records:
            is_text = isinstance(record, SourceText)
            type_ = TextType((TextRole.INTERFACE,)) if is_text else RecordType(type(record))
            texts = list(texts_with_roles(record, type_))
            assert [text for text, _ in texts] == list(iter_texts(record))
            assert not [text for text, roles in texts if text.role not in roles]
            counts.update(text.role for text, _ in texts)
    assert len(counts) > 30


def test_the_word_for_each_role_is_in_the_interface() -> None:
    assert {role.info.word for role in TextRole} <= LIBRARY.interface.keys()


def test_what_withholds_a_procedure_is_a_danger() -> None:
    never_english = {role for role in TextRole if role.info.is_never_english}
    assert never_english == {TextRole.WARNING, TextRole.CAUTION, TextRole.PAUSE_POINT, TextRole.ROLE_NAME}
    assert {role.info.impact for role in never_english} == {Impact.DANGER}


def test_each_block_of_an_article_has_its_role() -> None:
    source = """---
title: Keys
description: Who has which.
---
Before the list.

{#which}
## Which key

- tight
- another

1. loose

   and more

2. again

> quoted

| door | key |
| ---- | --- |
| back | blue |
"""
    loaded = load_library({"content/keys.md": source.encode()})
    assert not loaded.diagnostics
    body = loaded.library.articles["keys"].body
    assert [(piece.source, piece.role.value) for piece in body if isinstance(piece, SourceText)] == [
        ("Before the list.", "article-paragraph"),
        ("Which key", "article-heading"),
        ("tight", "article-list-item"),
        ("another", "article-list-item"),
        ("loose", "article-list-item"),
        ("and more", "article-paragraph"),
        ("again", "article-list-item"),
        ("quoted", "article-paragraph"),
        *((words, "article-table-cell") for words in ("door", "key", "back", "blue")),
    ]
