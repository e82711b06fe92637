"""The pages of the short URLs, which redirect from paper to the checklists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template

from stegvis.outputs.pdf.sheet_builder import SheetBuilder


def render_short_pages(builder: SheetBuilder) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the HTML of a page for each procedure of a locale."""
    context = builder.context
    for procedure in context.library.procedures.values():
        page = _template().render(
            language=context.locale.language,
            direction=context.locale.direction.value,
            title=context.formatter.plain(procedure.title),
            target=f"../../{context.urls.checklist(procedure)}",
            url=builder.checklist_url(procedure),
        )
        yield f"{builder.short_path(procedure)}index.html", page.encode()


@cache
def _template() -> Template:
    source = (files("stegvis") / "theme" / "typst" / "short.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(source)
