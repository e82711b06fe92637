"""The record of texts that mean what they meant before."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stegvis.adapters.cli.main import main
from stegvis.graph.fingerprints import Fingerprinter
from stegvis.graph.run_part import build_run_part
from stegvis.model.rewording import REWORDINGS_PATH, hash_wording
from stegvis.source.loader import load_library
from tests.support.dutch_catalogs import catalog, translated, written
from tests.support.projects import edited, files_in, library_of, sound

OFFICE = "procedures/office/open-office.yaml"
ACTION = "open-office/unlock-door.action"
FIRST, SECOND, THIRD = "Unlock the door.", "Turn the key.", "Turn the key in the lock."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose templates and Dutch catalogs are up to date."""
    return written(tmp_path, translated())


def update(project: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(project), "catalog", "update", *options])


def reword(project: Path, old: str, new: str) -> None:
    for path, raw in edited(files_in(project), OFFICE, old, new).items():
        (project / path).write_bytes(raw)


def fingerprint(project: Path) -> str:
    library = load_library(files_in(project)).library
    return Fingerprinter(library).fingerprint_procedure(
        build_run_part(library, library.procedures["open-office"])
    )


def test_a_declared_rewording_changes_no_fingerprint(project: Path) -> None:
    before = fingerprint(project)
    reword(project, FIRST, SECOND)
    assert fingerprint(project) != before
    assert update(project, "--wording", ACTION).exit_code == 0
    assert fingerprint(project) == before


def test_a_chain_of_rewordings_keeps_the_first_meaning(project: Path) -> None:
    before = fingerprint(project)
    reword(project, FIRST, SECOND)
    update(project, "--wording", ACTION)
    reword(project, SECOND, THIRD)
    assert fingerprint(project) != before
    update(project, "--wording", ACTION)
    assert fingerprint(project) == before
    entry = library_of(files_in(project)).rewordings[ACTION]
    assert (entry.now, entry.meaning) == (hash_wording(THIRD), hash_wording(FIRST))


def test_an_entry_is_dropped_when_its_text_has_changed_again(project: Path) -> None:
    reword(project, FIRST, SECOND)
    update(project, "--wording", ACTION)
    reword(project, SECOND, "Ring the bell.")
    assert update(project, "--check").exit_code == 1
    update(project)
    assert library_of(files_in(project)).rewordings == {}
    assert update(project, "--check").exit_code == 0


def test_a_text_changed_back_needs_no_entry(project: Path) -> None:
    before = fingerprint(project)
    reword(project, FIRST, SECOND)
    update(project, "--wording", ACTION)
    reword(project, SECOND, FIRST)
    update(project, "--wording", ACTION)
    assert library_of(files_in(project)).rewordings == {}
    assert fingerprint(project) == before


def test_wording_can_be_declared_after_the_update(project: Path) -> None:
    """Then the translations say what they translate."""
    before = fingerprint(project)
    reword(project, FIRST, SECOND)
    update(project)
    assert fingerprint(project) != before
    assert update(project, "--wording", ACTION).exit_code == 0
    assert fingerprint(project) == before


def test_declaring_it_twice_changes_nothing(project: Path) -> None:
    reword(project, FIRST, SECOND)
    update(project, "--wording", ACTION)
    files = files_in(project)
    assert update(project, "--wording", ACTION).exit_code == 0
    assert files_in(project) == files


def test_an_entry_follows_a_renamed_step(project: Path) -> None:
    before = fingerprint(project)
    reword(project, FIRST, SECOND)
    update(project, "--wording", ACTION)
    reword(project, "id: unlock-door", "id: open-door\n    was: unlock-door")
    reword(project, "next: unlock-door", "next: open-door")
    update(project)
    assert list(library_of(files_in(project)).rewordings) == ["open-office/open-door.action"]
    assert fingerprint(project) == before


def test_the_template_alone_knows_the_former_wording(tmp_path: Path) -> None:
    written(tmp_path, sound())
    update(tmp_path)
    before = fingerprint(tmp_path)
    reword(tmp_path, FIRST, SECOND)
    assert update(tmp_path, "--wording", ACTION).exit_code == 0
    assert fingerprint(tmp_path) == before


def test_an_unknown_former_wording_is_told_and_nothing_is_written(project: Path) -> None:
    files = files_in(project)
    run = update(project, "--wording", ACTION)
    assert run.exit_code == 2
    assert "former wording" in run.stderr
    assert files_in(project) == files


def test_different_former_wordings_are_told(project: Path) -> None:
    reword(project, FIRST, SECOND)
    update(project)
    path = project / catalog("office")
    other = path.read_bytes().replace(FIRST.encode(), b"Open it.")
    site = project / "content/site.yaml"
    site.write_bytes(site.read_bytes() + b"  sv: {name: Svenska, language: sv}\n")
    swedish = project / catalog("office").replace("/nl/", "/sv/")
    swedish.parent.mkdir(parents=True)
    swedish.write_bytes(other)
    run = update(project, "--wording", ACTION)
    assert run.exit_code == 2
    assert "different former wordings" in run.stderr
    template = project / "content/locales/office.pot"
    template.write_bytes(template.read_bytes().replace(SECOND.encode(), FIRST.encode()))
    assert update(project, "--wording", ACTION).exit_code == 0
    assert str(library_of(files_in(project)).rewordings[ACTION].meaning) == hash_wording(FIRST)


def test_texts_outside_of_procedures_are_not_recorded(project: Path) -> None:
    path = project / "content/roles.yaml"
    library = library_of(files_in(project))
    name, role = next(iter(library.roles.items()))
    path.write_text(path.read_text().replace(role.description.source, "Somebody with a key."))
    assert update(project, "--wording", f"roles/{name}.description").exit_code == 0
    assert not (project / REWORDINGS_PATH).exists()
