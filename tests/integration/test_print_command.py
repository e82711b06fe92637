"""`stegvis print` as people use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stegvis.adapters.cli.pdf import print_pdfs
from tests.support import pdf_reading as reading


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project in a folder, with an address."""
    root = tmp_path / "project"
    for path, content in reading.files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    (root / "mkdocs.yml").write_text(
        f"site_name: Desk\ndocs_dir: content\nsite_url: !ENV [NOT_SET, '{reading.URL}']\n"
    )
    return root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner(env={"SITE_URL": None}).invoke(
        print_pdfs, ["--to", str(root / "out"), *arguments], obj=root, catch_exceptions=False
    )


def test_checklists_on_a4_are_what_one_gets(project: Path) -> None:
    result = run(project)
    assert result.exit_code == 0, result.output
    paths = sorted(path.relative_to(project / "out").as_posix() for path in (project / "out").rglob("*.pdf"))
    assert paths == [
        "en/office/close-office/sheets/close-office-checklist-en-a4.pdf",
        "en/office/open-office/sheets/open-office-checklist-en-a4.pdf",
    ]
    assert result.output.startswith("2 sheets with 2 pages in ")
    assert "no problems found" in result.output


def test_everything_can_be_requested(project: Path) -> None:
    result = run(project, "--edition", "all", "--paper", "all", "close-office")
    assert result.exit_code == 0, result.output
    assert len(list((project / "out").rglob("*.pdf"))) == 6


def test_the_address_is_that_of_mkdocs_or_of_the_command(project: Path) -> None:
    run(project, "open-office")
    path = project / "out" / "en/office/open-office/sheets/open-office-checklist-en-a4.pdf"
    assert "example.org/desk/en/" in reading.pages_of(path.read_bytes())[0]
    run(project, "open-office", "--url", "https://elsewhere.example")
    assert "elsewhere.example/en/" in reading.pages_of(path.read_bytes())[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such"], "there is no procedure `no-such`"),
        (["--locale", "xx"], "there is no locale `xx`"),
        (["--role", "boss"], "there is no role or party `boss`"),
        (["--collection", "home"], "there is no collection `home`"),
        (["--paper", "a3"], "'a3' is not one of"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(project: Path, arguments: list[str], message: str) -> None:
    result = run(project, *arguments)
    assert result.exit_code == 2
    assert message in result.output


def test_a_diagnostic_makes_it_fail(project: Path) -> None:
    path = project / "procedures/office/open-office.yaml"
    path.write_text(path.read_text().replace("Unlock the door.", "Unlock the \U00013000 door."))
    result = run(project)
    assert result.exit_code == 1
    assert "P007" in result.output


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (("finish: ", "finish: [", 1), "Y"),
        (("steps:", "colour: red\nsteps:", 1), "S001"),
        (("steps:", "steps:\n  - {id: lost, action: Look for the key., next: nowhere}", 1), "V201"),
    ],
)
def test_errors_in_another_procedure_do_not_matter(
    project: Path, broken: tuple[str, str, int], code: str
) -> None:
    path = project / "procedures/office/close-office.yaml"
    path.write_text(path.read_text().replace(*broken))
    everything = run(project)
    assert (everything.exit_code, f"error[{code}" in everything.output) == (1, True), everything.output
    assert run(project, "close-office").exit_code == 1
    result = run(project, "open-office")
    assert (result.exit_code, "1 sheet with 1 page in" in result.output) == (0, True), result.output
    assert "close-office" not in result.output
