"""Builds the tables of controls: what each is called in all languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stegvis.model.registries import Label
from stegvis.model.text import LocalizedText
from stegvis.pages.context import LocaleContext, list_languages
from stegvis.pages.views.controls import ControlName, ControlRow, ControlTable
from stegvis.pages.views.frame import OutlineEntry


def build_control_tables(
    context: LocaleContext, contexts: Mapping[str, LocaleContext]
) -> tuple[ControlTable, ...]:
    """Build a table for each system, and a last one of controls without a system.

    `contexts` are those of all locales, from which the names come.
    """
    columns, systems = list_languages(context.config), context.library.systems
    by_system: dict[str | None, list[ControlRow]] = {}
    for name, label in context.library.labels.items():
        by_system.setdefault(label.system, []).append(_row(context, contexts, name, label))
    return tuple(
        ControlTable(
            system=systems[system].name if system is not None and system in systems else context.ui.no_system,
            columns=columns,
            rows=tuple(rows),
        )
        for system, rows in sorted(by_system.items(), key=lambda item: item[0] is None)
    )


def outline_controls(context: LocaleContext, tables: tuple[ControlTable, ...]) -> Iterator[OutlineEntry]:
    """Yield the tables' entries in the page's outline."""
    for number, table in enumerate(tables, 1):
        yield OutlineEntry(href=f"#_controls-{number}", text=context.plain_text(table.system))


def _row(
    context: LocaleContext, contexts: Mapping[str, LocaleContext], name: str, label: Label[LocalizedText]
) -> ControlRow:
    names = []
    for code, other in contexts.items():
        text = other.library.labels[name].name
        language = context.config.source if text.is_untranslated else code
        names.append(
            ControlName(
                text=text.text,
                language=context.config.locales[language].language,
                verified=code in label.verified,
                source=context.name_source(label.verified.get(code)),
            )
        )
    kind = str(label.kind.value).replace("-", "_")
    return ControlRow(
        anchor=f"_control-{name}", kind=getattr(context.ui, f"kind_of_{kind}"), names=tuple(names)
    )
