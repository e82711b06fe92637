"""Scripts and styles by themselves: Node's own test runner, their bundles, and what a page asks for."""

from __future__ import annotations

import gzip
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from stegvis.outputs.html.assets import asset_files, service_worker
from stegvis.outputs.html.renderer import PAGE_TEMPLATES
from stegvis.pages.views.procedure import Checklist, Guide
from tests.support.required_programs import need

FOLDER = Path(__file__).parent
TYPESCRIPT = (FOLDER / "typescript.js").as_uri()
LONGEST_SOURCE = 300
"""Lines of a module of the scripts."""
LARGEST_SCRIPT = 18_100
"""Bytes of a checklist's script, gzipped; the project's own budget."""
LARGEST_STYLE = 7_000
"""Bytes of a checklist's stylesheet, gzipped."""
FEATURES = ("conditions", "due", "parties", "values", "variants")
"""What a checklist loads besides, where it is used."""
ON_REQUEST = {"due.js": "calendar.js"}
"""What such a script loads itself when the reader asks for something."""
BUNDLED = ("assets", "translate", "worker")
"""The folders of the theme that bundles are written to."""


@pytest.fixture(scope="module")
def node() -> Path:
    need("packages")
    return need("node")


@pytest.fixture(scope="module")
def theme(root: Path) -> Path:
    return root / "generator/stegvis/theme"


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.test.js")))
def test_the_pure_parts_in_node(node: Path, name: str) -> None:
    command = [str(node), "--import", TYPESCRIPT, "--test", str(FOLDER / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]


def bundles(folder: Path) -> dict[str, bytes]:
    """Scripts and stylesheets below a folder, by path."""
    return {
        f"{name}/{path.name}": path.read_bytes()
        for name in BUNDLED
        for path in sorted((folder / name).iterdir())
        if path.suffix in {".js", ".css"}
    }


def test_the_bundles_are_made_of_the_sources(node: Path, root: Path, theme: Path, tmp_path: Path) -> None:
    command = [str(node), str(root / "tools/bundle.js"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    fresh, committed = bundles(tmp_path), bundles(theme)
    assert fresh.keys() == committed.keys(), "run `make scripts`"
    stale = [path for path in fresh if fresh[path] != committed[path]]
    assert not stale, "run `make scripts`"


def test_the_linter_checks_the_types_of_every_script(
    root: Path, theme: Path, npm_program: Callable[[str], list[str]]
) -> None:
    checked: set[Path] = set()  # `make lint` runs tsc over the same projects
    for settings in ("tsconfig.json", "tsconfig.worker.json"):
        command = [*npm_program("tsc"), "--listFilesOnly", "--project", settings]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        checked |= {Path(line) for line in done.stdout.splitlines()}
    assert set(theme.rglob("*.ts")) <= checked
    assert not list((theme / "scripts").rglob("*.js")), "a script without types"


def test_no_source_is_long(theme: Path) -> None:
    lengths = {path.name: len(path.read_text().splitlines()) for path in (theme / "scripts").rglob("*.ts")}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_SOURCE} == {}


def gzipped(name: str) -> int:
    """Bytes of an asset as hosts send it."""
    (content,) = (content for path, content in asset_files().items() if path.endswith(f"/{name}"))
    return len(gzip.compress(content, 9, mtime=0))


def test_a_checklist_stays_small() -> None:
    template = PAGE_TEMPLATES[Checklist]
    assert gzipped(template.script) <= LARGEST_SCRIPT
    assert gzipped(template.style) <= LARGEST_STYLE


def test_a_page_asks_for_one_script_and_one_stylesheet() -> None:
    assets = {path.rpartition("/")[2] for path in asset_files()}
    names = {
        name for template in PAGE_TEMPLATES.values() for name in (template.script, template.style) if name
    }
    features = {f"{name}.js" for name in FEATURES}
    assert names | features | {*ON_REQUEST.values()} | {"icon.svg"} == assets
    loading = {*(PAGE_TEMPLATES[view].script for view in (Checklist, Guide)), *ON_REQUEST}
    for path, content in asset_files().items():
        text = content.decode()
        assert not re.search(r"\bimport\s*[\"'{*]|@import|url\((?![\"']?data:)", text), path
        loads = re.findall(r"\bimport\([^;]*?import\.meta\.url\)", text)
        assert text.count("import(") == len(loads) == (path.rpartition("/")[2] in loading), path


def test_no_script_holds_words(theme: Path) -> None:
    texts = {path.name: path.read_text() for path in (theme / "scripts").rglob("*.ts")}
    texts["sw.js"] = service_worker().decode()
    for name, text in texts.items():
        assert not re.findall(r"[\"'`]([A-Z][a-z]+ [a-z ]{4,})[\"'`]", text), name


TAKES_TEXT_FOR_CODE = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|srcdoc|eval|Function)\b"
    r"|RegExp\(|document\.write|javascript:|setTimeout\([\"'`]"
)


def test_no_script_takes_text_for_html_or_code(theme: Path) -> None:
    found = [
        f"{path.name}: {match[0]}"
        for path in sorted((theme / "scripts").rglob("*.ts"))
        for match in TAKES_TEXT_FOR_CODE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_script_takes_a_step_for_a_part_of_the_page(theme: Path) -> None:
    """A step may be called `graph` or `live`: data is looked for in its element, not by its id alone."""
    selector = re.compile(r"[qQ]uery(?:Selector)?(?:All)?(?:<\w+>)?\([^)]*[\"'` ](#[\w-]+)")
    found = {
        f"{path.name}: {match[1]}"
        for path in sorted((theme / "scripts").rglob("*.ts"))
        for match in selector.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_templates_take_as_html_only_what_is_encoded_before(theme: Path) -> None:
    templates = {
        path.name: path.read_text(encoding="utf-8") for path in sorted((theme / "templates").rglob("*.*"))
    }
    unescaped = re.compile(r"([\w.]+) ?\| ?safe")
    assert {f"{name}: {word}" for name, text in templates.items() for word in unescaped.findall(text)} == {
        "article_body.html: piece.html",
        "checklist.html: view.graph",
        "runs.html: view.procedures",
    }
    assert not [name for name, text in templates.items() if "autoescape" in text]


def test_typst_evaluates_and_reads_nothing_that_it_is_given(theme: Path) -> None:
    typst = "".join(path.read_text(encoding="utf-8") for path in (theme / "typst").glob("*.typ"))
    assert not re.search(r"\b(?:eval|read|plugin)\(", typst)
