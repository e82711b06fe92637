"""The pages of the short URLs, which redirect from paper to the checklists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template

from stegvis.outputs.pdf.sheet_builder import SheetBuilder
from stegvis.outputs.pdf.short_links import assign_former_codes


def render_short_pages(builder: SheetBuilder) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the HTML of a page for each code of each procedure of a locale, former ones too."""
    context = builder.context
    former_codes = assign_former_codes(context.library.present_ids, builder.codes)
    for procedure in context.library.procedures.values():
        page = _template().render(
            language=context.locale.language,
            direction=context.locale.direction.value,
            title=context.formatter.plain(procedure.title),
            target=f"../../{context.urls.checklist(procedure)}",
            url=builder.checklist_url(procedure),
        )
        former_paths = (f"{context.code}/{former_codes[name]}/" for name in procedure.former_ids)
        for path in (builder.short_path(procedure), *former_paths):
            yield f"{path}index.html", page.encode()


@cache
def _template() -> Template:
    source = (files("stegvis") / "theme" / "typst" / "short.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(source)
