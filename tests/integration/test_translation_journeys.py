"""From a change in a source to what readers and translators see of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from stegvis.adapters.cli.main import main
from stegvis.i18n import new_locale, pseudo
from stegvis.i18n.catalogs import po_format
from stegvis.i18n.status import Counts, Usability, sum_counts
from stegvis.model.site import Direction
from stegvis.model.text import TranslationState
from stegvis.pipeline import Builder
from stegvis.preview import message_data
from stegvis.source.project import read_project
from stegvis.source.site_config import read_site_config
from tests.support.dutch_catalogs import catalog, translated, written
from tests.support.projects import library_of

OFFICE = "procedures/office/open-office.yaml"
WARNING = "open-office/unlock-door.warnings.alarm"


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments])


def status_of(root: Path, locale: str = "nl") -> dict[str, object]:
    done = run(root, "catalog", "status", locale, "--format", "json")
    assert done.exit_code == 0, done.output
    (status,) = json.loads(done.stdout)
    (procedure,) = status["procedures"]
    assert isinstance(procedure, dict)
    return procedure


def page_of(root: Path, path: str = "nl/office/open-office/index.html") -> str:
    source = read_project(root)
    config = read_site_config(source).value
    assert config
    built = Builder().build(source, config)
    assert built.files, [str(diagnostic) for diagnostic in built.diagnostics]
    return built.files[path].decode()


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sound project in Dutch, with a warning."""
    written(tmp_path, translated())
    replace(
        tmp_path / OFFICE, "action: Unlock", "warnings: {alarm: You have one minute.}\n    action: Unlock"
    )
    assert run(tmp_path, "catalog", "update").exit_code == 0
    replace(
        tmp_path / catalog("office"),
        'msgid "You have one minute."\nmsgstr ""',
        'msgid "You have one minute."\nmsgstr "U hebt een minuut."',
    )
    assert status_of(tmp_path)["consequence"] == "complete"
    return tmp_path


def test_the_english_of_a_warning_changes_and_is_translated_again(project: Path) -> None:
    assert "U hebt een minuut." in page_of(project)
    replace(project / OFFICE, "You have one minute.", "You have half a minute.")
    assert run(project, "catalog", "update", "--check").exit_code == 1
    assert run(project, "catalog", "update").exit_code == 0
    page = page_of(project)
    assert "U hebt een minuut." not in page
    assert "NL Unlock the door." not in page  # a warning is missing: nobody is to follow it in Dutch
    assert "en/office/open-office/" in page
    assert "You have half a minute." in page_of(project, "en/office/open-office/index.html")
    status = status_of(project)
    assert (status["consequence"], status["fuzzy"]) == ("unsafe", 1)
    assert status["because"] == [{"key": WARNING, "state": "fuzzy", "weight": "danger", "step": "1"}]
    assert "NOT SAFE" in run(project, "catalog", "status").stdout
    assert "C504" in run(project, "catalog", "check").stderr
    replace(
        project / catalog("office"),
        f'#, fuzzy\n#| msgctxt "{WARNING}"\n#| msgid "You have one minute."\n',
        "",
    )
    replace(project / catalog("office"), "U hebt een minuut.", "U hebt een halve minuut.")
    assert "U hebt een halve minuut." in page_of(project)
    assert status_of(project)["consequence"] == "complete"
    assert "wrote" not in run(project, "catalog", "update").stdout


def test_the_translator_view_shows_what_changed_in_the_english(project: Path) -> None:
    replace(project / OFFICE, "You have one minute.", "You have half a minute.")
    run(project, "catalog", "update")
    source = read_project(project)
    library = library_of(source.files)
    office = po_format.read_po(catalog("office"), source.files[catalog("office")])
    assert isinstance(office, po_format.PoFile)
    entry = message_data.collect_messages(library, {"office": office}, "nl")[WARNING]
    assert entry.state is TranslationState.FUZZY
    assert [(piece.change.value, piece.text) for piece in entry.difference] == [
        ("same", "You have "),
        ("gone", "one"),
        ("new", "half a"),
        ("same", " minute."),
    ]
    assert entry.entry.startswith("#. “Open the office”, step 1 of 3: WARNING")
    assert "C504" in {diagnostic.code for diagnostic in entry.diagnostics}
    lines = (project / entry.path).read_text(encoding="utf-8").splitlines()
    assert WARNING in lines[entry.line - 1]
    assert json.dumps(message_data.message_as_json(entry))


def test_gaps_weigh_by_what_they_cost(project: Path) -> None:
    path = project / catalog("office")
    before = path.read_text(encoding="utf-8")
    for english, consequence in (
        ("The office is open and the alarm is off.", Usability.SAFE),
        ("Unlock the door.", Usability.HARD),
        ("Is the panel silent?", Usability.HARD),
        ("You have the key.", Usability.HARD),
    ):
        path.write_text(before.replace(f'msgstr "NL {english}"', 'msgstr ""'), encoding="utf-8")
        assert status_of(project)["consequence"] == consequence.value, english
    path.write_text(before, encoding="utf-8")
    labels = project / catalog("labels")
    labels.write_text(labels.read_text(encoding="utf-8").replace('"NL Key holder"', '""'), encoding="utf-8")
    assert status_of(project)["because"]


def test_german_is_added_translated_and_published(project: Path) -> None:
    done = run(project, "catalog", "add", "de")
    assert done.exit_code == 0, done.output
    site = (project / "content/site.yaml").read_text(encoding="utf-8")
    assert site.endswith("  de: {name: Deutsch, language: de}\n")
    assert "wrote" not in run(project, "catalog", "update").stdout
    page = page_of(project, "de/office/open-office/index.html")
    assert 'lang="de"' in page
    assert "en/office/open-office/" in page
    assert status_of(project, "de")["consequence"] == "unsafe"
    for path in (project / "content/locales/de/LC_MESSAGES").glob("*.po"):
        lines = path.read_text(encoding="utf-8").split("\n")
        english = ""
        for index, line in enumerate(lines):
            if line.startswith('msgid "') and len(line) > len('msgid ""'):
                english = line.removeprefix("msgid ")
            if line == 'msgstr ""' and english:
                lines[index], english = f'msgstr "DE {english[1:]}', ""
        path.write_text("\n".join(lines), encoding="utf-8")
    assert status_of(project, "de")["consequence"] == "complete"
    assert "DE Unlock the door." in page_of(project, "de/office/open-office/index.html")
    assert "de: " not in run(project, "check").stderr


@pytest.mark.parametrize("code", ["nl", "en", "xx", "nonsense!"])
def test_a_locale_that_is_there_or_unknown_is_refused(project: Path, code: str) -> None:
    before = (project / "content/site.yaml").read_bytes()
    assert run(project, "catalog", "add", code).exit_code == 2
    assert (project / "content/site.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "name: X\nsource: en\nlocales:\n  en: {name: English, language: en}  # ours\n\n# the end\n",
        "name: X\nlocales:\n    en:\n        name: English\n        language: en\nsource: en\n",
        "locales: {en: {name: English, language: en}}\nname: X\nsource: en\n",
        "name: X\nsource: en\nlocales:\n  en: {name: English, language: en}",
    ],
)  # fmt: skip
def test_a_locale_joins_the_others_and_every_other_line_stays(text: str) -> None:
    extended = new_locale.add_locale_to_site(text, "ar", new_locale.describe_locale("ar"))
    read_back = yaml.safe_load(extended)
    assert list(read_back["locales"])[-1] == "ar"
    assert read_back["locales"]["ar"] == {"name": "العربية", "language": "ar", "direction": "rtl"}
    assert {**read_back, "locales": {**read_back["locales"], "ar": None}} == {
        **yaml.safe_load(text),
        "locales": {**yaml.safe_load(text)["locales"], "ar": None},
    }
    lines = [line for line in text.splitlines() if not line.startswith("locales: {")]
    assert [line for line in extended.splitlines() if line in lines] == lines


def test_pseudo_locales_change_words_and_nothing_else() -> None:
    text = "Select {submit} on [the **page**][dashboard], or run `stegvis check`."
    accented, mirrored = pseudo.accent(text), pseudo.mirror(text)
    for markup in ("{submit}", "][dashboard]", "`stegvis check`", "**"):
        assert markup in accented
        assert markup in mirrored
    assert accented.startswith("⟦Šéļéçţ {submit}")
    assert accented.endswith("⟧")
    assert len(pseudo.accent("Select the name of the customer.")) >= 32 * 1.4
    assert "\u202eSelect\u202c {submit}" in mirrored
    assert pseudo.PSEUDO_LOCALES["ar-XB"].direction is Direction.RTL


def test_a_locale_is_worth_what_its_domains_are() -> None:
    counts = Counts(3, 2, 1, 0, 1, 1)
    assert sum_counts([counts, counts]) == Counts(6, 4, 2, 0, 2, 2)
    assert counts.unreviewed == 1
