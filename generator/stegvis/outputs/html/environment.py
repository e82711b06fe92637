"""Jinja2 as our templates are compiled: strict, escaping, and quick about it.

Half of a page's time went to looking up attributes and escaping in ways more general than our views
need (measured: 0.62 ms a page before, see benchmarks/). Both have a documented place to be replaced.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, MutableMapping
from functools import cache
from importlib.resources import files
from types import CodeType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import escape

_special = re.compile("[&<>\"']").search


class Html(str):
    """Text that is HTML already; five times as fast as `Markup`, for which Jinja2 takes it."""

    __slots__ = ()

    def __html__(self) -> Html:
        """Return itself: the protocol of text that must not be escaped."""
        return self


def escape_text(value: object) -> str:
    """Return text escaped as `markupsafe.escape` does; `Html` is returned unchanged."""
    if type(value) is Html:
        return value
    if type(value) is str:
        return escape(value) if _special(value) else value
    return str(value) if type(value) is int else escape(value)


class QuickTemplate(Template):
    """A template whose code escapes with `escaped`."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  # Jinja2's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Load compiled code, and replace the escaping function that it imported."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escape_text
        return template


class QuickEnvironment(Environment):
    """Doesn't look for items where an attribute is missing, or the reverse: views are dataclasses."""

    template_class = QuickTemplate
    getattr = staticmethod(getattr)  # type: ignore[assignment]  # no Undefined comes back
    getitem = staticmethod(operator.getitem)  # type: ignore[assignment]  # likewise


@cache
def create_environment() -> Environment:
    """The environment of the theme's templates: made once, as it keeps what it compiled.

    Compiling all templates takes longer than rendering a hundred pages.
    """
    return QuickEnvironment(
        loader=FileSystemLoader(str(files("stegvis") / "theme" / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
