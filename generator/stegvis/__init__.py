"""Stegvis: procedures as step graphs, rendered as localized guides, checklists and sheets."""

from typing import TYPE_CHECKING, Any

from stegvis._version import __version__

if TYPE_CHECKING:
    from stegvis.pipeline import build, check, load

__all__ = ["__version__", "build", "check", "load"]


def __getattr__(name: str) -> Any:
    """Import the pipeline when one of its functions is asked for: workers that compile PDFs do without it."""
    if name in __all__:
        from stegvis import pipeline  # noqa: PLC0415  # see above

        return getattr(pipeline, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
