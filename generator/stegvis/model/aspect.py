"""What of a step a change concerns: declared once for each field of a procedure."""

from __future__ import annotations

from enum import Enum


class Aspect(Enum):
    """A group of fields of which a run is told as one; each has its part in the fingerprint of a step.

    A text has the aspect of its role (`TextRoleInfo.aspect`); the annotation of any other field names it:
    `screen: Annotated[Id | None, Aspect.TARGETS] = None`.
    """

    ACT = "act"
    """What is said to do, asked or awaited, and the answers to choose from."""
    NOTES = "notes"
    """What is said beside it: conditions, warnings, explanations, what to expect."""
    ROLES = "roles"
    """Who performs it, or is awaited."""
    TARGETS = "targets"
    """Where it happens, and where it leads: controls, links, called procedures, the steps after answers."""
    UNTOLD = "untold"
    """No run is told: ids, dates, estimates, notes for trainers, and the order of steps, which is seen."""


TOLD = (Aspect.ACT, Aspect.NOTES, Aspect.ROLES, Aspect.TARGETS)
"""The parts of a step's fingerprint, in their order."""
