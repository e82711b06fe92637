"""Faults of runs: any typing, projects and clocks in the scripts, and files with any values."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.faults import attempts
from tests.support.required_programs import need
from tests.unit.scripts.test_run_file import (
    SAMPLES,
    TYPESCRIPT,
    VALUES,
    Schema,
    disagreements,
    places,
    replaced,
)

PROPERTIES = Path(__file__).with_name("runs.test.js")


def test_what_is_written_is_read_back_and_merges_obey_their_laws() -> None:
    need("packages")
    command = [str(need("node")), "--import", TYPESCRIPT, "--test", str(PROPERTIES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A sample with some other values, some of which may be gone."""
    file = SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))]
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.sampled_from(list(places(file))))
        file = replaced(file, place, draw(st.sampled_from(VALUES + ([...] if place else []))))
    return file


@settings(max_examples=attempts(3), deadline=None)
@given(st.lists(mutated(), min_size=50, max_size=200))
def test_reader_and_schemas_agree_on_any_mutation(root: Path, files: list[Any]) -> None:
    assert not disagreements(Schema(root), files)
