"""Class names and data attributes: what styles and scripts select is in the pages, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DATA = re.compile(r"\bdata-[a-z]+(?:-[a-z]+)*")


@pytest.fixture(scope="module")
def theme(root: Path) -> Path:
    return root / "generator/stegvis/theme"


def texts(folder: Path, *endings: str) -> str:
    """The text of all files below a folder with one of these endings."""
    return "\n".join(path.read_text() for path in sorted(folder.rglob("*")) if path.suffix in endings)


@pytest.fixture(scope="module")
def styles(theme: Path) -> str:
    return COMMENT.sub("", texts(theme / "styles", ".css"))


@pytest.fixture(scope="module")
def scripts(theme: Path) -> str:
    """The scripts, in which an attribute may be read as a property: `dataset.runName`."""
    source = texts(theme / "scripts", ".ts")
    read = re.findall(r"dataset\.(\w+)", source)
    read += [
        name for names in re.findall(r"\{ ([\w, ]+) \} = .*dataset", source) for name in names.split(", ")
    ]
    read += re.findall(r"dataset: \{ ([\w, ]+) \}", source)
    names = {name for listed in read for name in listed.split(", ")}
    return source + "".join(
        f" data-{re.sub('[A-Z]', lambda letter: f'-{letter[0].lower()}', name)}" for name in sorted(names)
    )


@pytest.fixture(scope="module")
def pages(root: Path, theme: Path) -> str:
    """Everything that puts class names and attributes into pages, scripts aside."""
    return texts(theme / "templates", ".html") + texts(root / "generator", ".py")


def test_every_class_that_is_styled_is_in_a_page(styles: str, scripts: str, pages: str) -> None:
    selectors = re.findall(r"[^{};]+(?=\{)", styles)
    styled = {name for selector in selectors for name in re.findall(r"\.([a-zA-Z][\w-]*)", selector)}
    words = set(re.findall(r"[\w-]+", scripts + pages))
    states = {name for name in styled if name.startswith("is-") and name.removeprefix("is-") in words}
    assert len(styled) > 100
    assert styled - words - states == set()


def test_every_data_attribute_that_is_selected_is_in_a_page(styles: str, scripts: str, pages: str) -> None:
    selected = {
        name
        for text in (styles, scripts)
        for part in re.findall(r"\[data-[^\]]+\]", text)
        for name in DATA.findall(part)
    }
    written = set(DATA.findall(pages)) | set(DATA.findall(re.sub(r"\[data-[^\]]+\]", "", scripts)))
    assert len(selected) > 40
    assert selected - written == set()


def test_every_data_attribute_of_a_template_is_read(theme: Path, styles: str, scripts: str) -> None:
    written = set(DATA.findall(texts(theme / "templates", ".html")))
    assert written - set(DATA.findall(styles + scripts)) == set()
