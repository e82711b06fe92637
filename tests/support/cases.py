"""Many alike cases in one test, which names all that fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import pytest

Case = TypeVar("Case")


def fail_with(lines: Iterable[str]) -> None:
    """Fail the test with these lines, if there are any."""
    found = list(lines)
    if found:
        pytest.fail(f"{len(found)} found:\n" + "\n".join(found), pytrace=False)


def check_each(cases: Mapping[str, Case], check: Callable[[Case], None]) -> None:
    """Run a check for every case, and fail with the name and the message of each that failed.

    There must be cases, so that none is missed in silence.
    """
    assert cases, "no cases"
    failed = []
    for name, case in cases.items():
        try:
            check(case)
        except AssertionError as error:
            failed.append(f"{name}: {error}")
        except Exception as error:
            error.add_note(f"in {name}")
            raise
    fail_with(failed)
