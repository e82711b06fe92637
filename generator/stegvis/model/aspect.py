"""What part of a step a change concerns, declared once for each field of a procedure."""

from __future__ import annotations

from enum import Enum


class Aspect(Enum):
    """A group of fields whose changes a run reports as one; each has its part in the fingerprint of a step.

    A text has the aspect of its role (`TextRoleInfo.aspect`); the annotation of any other field names it:
    `screen: Annotated[Id | None, Aspect.TARGETS] = None`.
    """

    ACT = "act"
    """What is to be done, decided or awaited, and the answers to choose from."""
    NOTES = "notes"
    """What accompanies it: conditions, warnings, explanations, what to expect."""
    ROLES = "roles"
    """Who performs the step, or is waited for."""
    TARGETS = "targets"
    """Where it happens, and where it leads: controls, links, called procedures, the steps after answers."""
    IGNORED = "ignored"
    """What runs do not report: ids, dates, estimates, notes for trainers, and the order of steps."""


REPORTED_ASPECTS = (Aspect.ACT, Aspect.NOTES, Aspect.ROLES, Aspect.TARGETS)
"""The parts of a step's fingerprint, in their order."""
