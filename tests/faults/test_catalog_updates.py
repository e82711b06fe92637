"""Any edits, with any tools between: readers see what translators said last of this text, or English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.i18n.catalogs import edit
from stegvis.i18n.catalogs.cache import CatalogCache
from stegvis.i18n.catalogs.po_format import Message, PoFile
from stegvis.i18n.catalogs.update import update_catalogs
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.former_keys import find_former_keys
from stegvis.model.article import slug_of_block_key
from stegvis.model.catalog_layout import DEFAULT_LAYOUT, CatalogLayout
from stegvis.model.text import TranslationState
from stegvis.schema.walk import iter_texts
from tests.support.dutch_catalogs import DUTCH, read_bytes, run
from tests.support.faults import attempts
from tests.support.po_tools import BYTE_ORDER_MARK, TOOLS, as_omegat
from tests.support.projects import library_of, sound

ENGLISH = (
    "Open the front door.",
    "Open the back door.",
    "Close the front door.",
    "Close the café's back door slowly.",
    "Say yes twice.",
)
"""Similar sentences, so that msgmerge guesses."""

Item = TypeVar("Item")
STEPS, PHRASES = ("first", "second", "third", "fourth"), ("hello", "goodbye")
THEME = CatalogLayout("generator/stegvis/theme", maintains_theme=True)


@dataclass
class Step:
    id: str
    text: str
    was: str = ""


@dataclass
class Procedure:
    id: str
    collection: str
    steps: list[Step]
    was: list[str] = field(default_factory=list)


@dataclass
class World:
    """A project, what its translators said, and what its readers must be shown."""

    gettext: Path
    folder: Path
    layout: CatalogLayout
    procedures: list[Procedure]
    blocks: list[str]
    phrases: dict[str, str]
    removed: list[Procedure] = field(default_factory=list)
    catalogs: dict[str, bytes] = field(default_factory=dict)
    said: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """The newest words of a key and an English text; several where the order is not known."""
    sure: dict[str, tuple[str, str]] = field(default_factory=dict)
    """English and words by key, where nothing may keep readers of this English from seeing them."""
    live: dict[str, str] = field(default_factory=dict)
    """English by key at the last update."""
    count: int = 0

    # What is in the files.

    def files(self) -> dict[str, bytes]:
        files = {path: raw for path, raw in sound().items() if not path.startswith("procedures/")}
        files["content/site.yaml"] += DUTCH
        files["content/collections.yaml"] = (
            b"office: {title: A, summary: B.}\nhome: {title: C, summary: D.}\n"
        )
        body = "\n\n".join(self.blocks)
        files["content/index.md"] = f"---\ntitle: Title\ndescription: About.\n---\n\n{body}\n".encode()
        phrases = (f'{key}: {{text: "{text}", comment: "Said."}}\n' for key, text in self.phrases.items())
        files[f"{self.layout.theme}/interface.yaml"] = "".join(phrases).encode()
        for procedure in self.procedures:
            path = f"procedures/{procedure.collection}/{procedure.id}.yaml"
            files[path] = "\n".join(lines_of(procedure)).encode()
        return files | self.catalogs

    def texts(self) -> dict[str, tuple[str, str, TranslationState]]:
        """English, words and state of each text that is watched, by key."""
        files = self.files()
        texts = {}
        for domain, records in records_by_domain(library_of(files)).items():
            path = self.layout.find(files, "nl", domain)
            translations = CatalogCache().translations(path, files.get(path)).value
            for text in iter_texts(records):
                if text.source in ENGLISH:
                    words = translations.words(text)
                    texts[text.key] = (text.source, words.text, words.state)
        return texts

    def messages(self) -> list[tuple[str, PoFile, Message]]:
        """The messages in use of the watched texts, with their catalogs."""
        return [
            (path, catalog, message)
            for path, raw in self.catalogs.items()
            if path.endswith(".po")
            for catalog in [read_bytes(raw)]
            for message in catalog.active()
            if message.id in ENGLISH
        ]

    # What authors do.

    def reword(self, number: int) -> None:
        procedure = pick(self.procedures, number)
        if procedure and (step := pick(procedure.steps, number // 7)):
            step.text = ENGLISH[number % len(ENGLISH)]

    def rename(self, number: int, *, is_told: bool = True) -> None:
        procedure = pick(self.procedures, number)
        if procedure and (step := pick(procedure.steps, number // 7)):
            free = [name for name in STEPS if name not in {other.id for other in procedure.steps}]
            free = [name for name in free if name not in {other.was for other in procedure.steps}]
            if free:
                step.was, step.id = step.id if is_told else "", free[number % len(free)]

    def rename_silently(self, number: int) -> None:
        self.rename(number, is_told=False)

    def add_step(self, number: int) -> None:
        if procedure := pick(self.procedures, number):
            used = {step.id for step in procedure.steps}
            if free := [name for name in STEPS if name not in used]:
                new = Step(free[number % len(free)], ENGLISH[number // 3 % len(ENGLISH)])
                for step in procedure.steps:
                    step.was = "" if step.was == new.id else step.was
                procedure.steps.insert(number % (len(procedure.steps) + 1), new)

    def delete_step(self, number: int) -> None:
        procedure = pick(self.procedures, number)
        if procedure and procedure.steps:
            procedure.steps.pop(number // 7 % len(procedure.steps))

    def move(self, number: int) -> None:
        if procedure := pick(self.procedures, number):
            procedure.collection = "home" if procedure.collection == "office" else "office"

    def rename_procedure(self, number: int) -> None:
        if procedure := pick(self.procedures, number):
            new = f"{procedure.id.rstrip('xyz')}{'xyz'[number % 3]}"
            if new != procedure.id and new not in procedure.was:
                procedure.was.append(procedure.id)
                procedure.id = new

    def delete_procedure(self, number: int) -> None:
        if self.procedures:
            self.removed.append(self.procedures.pop(number % len(self.procedures)))

    def restore_procedure(self, number: int) -> None:
        if self.removed:
            self.procedures.append(self.removed.pop(number % len(self.removed)))

    def insert_block(self, number: int) -> None:
        if free := [text for text in ENGLISH if text not in self.blocks]:
            self.blocks.insert(number % (len(self.blocks) + 1), free[number % len(free)])

    def delete_block(self, number: int) -> None:
        if len(self.blocks) > 1:
            self.blocks.pop(number % len(self.blocks))

    def reword_block(self, number: int) -> None:
        if free := [text for text in ENGLISH if text not in self.blocks]:
            self.blocks[number % len(self.blocks)] = free[number // 3 % len(free)]

    def move_block(self, number: int) -> None:
        self.blocks.insert(number % len(self.blocks), self.blocks.pop(number // 3 % len(self.blocks)))

    def reword_phrase(self, number: int) -> None:
        self.phrases[PHRASES[number % len(PHRASES)]] = ENGLISH[number // 3 % len(ENGLISH)]

    def delete_phrase(self, number: int) -> None:
        if len(self.phrases) > 1:
            self.phrases.pop(PHRASES[number % len(PHRASES)], None)

    # What translators do.

    def translate(self, number: int) -> None:
        if chosen := pick(self.messages(), number):
            self.count += 1
            path, catalog, message = chosen
            words = f'NL {self.count}: "café"'
            self._set(path, catalog, message, edit.set_translation(message, words, is_fuzzy=False))
            self.sure.pop(remembered(message.context, message.previous_id), None)
            self.sure[remembered(message.context, message.id)] = (message.id, words)
            self.said[identity(message.context), message.id] = {words}
            self.live[str(message.context)] = message.id

    def doubt(self, number: int) -> None:
        if (chosen := pick(self.messages(), number)) and chosen[2].string and not chosen[2].fuzzy:
            path, catalog, message = chosen
            self._set(path, catalog, message, edit.set_translation(message, message.string, is_fuzzy=True))
            self.sure.pop(remembered(message.context, message.id), None)
            self.said.pop((identity(message.context), message.id), None)

    def erase(self, number: int) -> None:
        """Empty a valid translation; what msgmerge made of it elsewhere may still be used."""
        if (chosen := pick(self.messages(), number)) and chosen[2].string and not chosen[2].fuzzy:
            path, catalog, message = chosen
            self._set(path, catalog, message, edit.set_translation(message, "", is_fuzzy=False))
            self.sure.pop(remembered(message.context, message.id), None)

    def _set(self, path: str, catalog: PoFile, message: Message, entry: str) -> None:
        self.catalogs[path] = edit.replace_entries(catalog, {message.line: entry})

    # What tools do.

    def run_tool(self, number: int) -> None:
        """Write a catalog as another tool would, without another content."""
        paths = sorted(path for path in self.catalogs if path.endswith(".po"))
        if not paths:
            return
        path, tool = paths[number % len(paths)], TOOLS[number // 5 % len(TOOLS)]
        if callable(tool):
            if tool is as_omegat:
                self._forget()
            self.catalogs[path] = tool(self.catalogs[path])
        else:
            self.catalogs[path] = self._run(tool[0], *tool[1:], self._written(path))

    def msgmerge(self, number: int) -> None:
        """Bring the catalogs up to date by gettext's tool, which knows no moves and guesses by similarity."""
        self._forget()
        options = ["--previous"] if number % 2 else []
        updated = update_catalogs(library_of(self.files()), self.files(), ["nl"], layout=self.layout).value
        for path in [path for path in self.catalogs if path.endswith(".po")]:
            domain = path.rpartition("/")[2].removesuffix(".po")
            template = self.layout.template(domain)
            if template in updated:
                self.catalogs[template] = updated[template]
                merged = self._run("msgmerge", *options, self._written(path), self._written(template))
                self.catalogs[path] = merged

    def _forget(self) -> None:
        """Expect of a tool that it keeps what readers see now, and nothing else."""
        shown = self.texts()
        self.sure = {
            key: value
            for key, value in self.sure.items()
            if any(
                remembered(other, english) == key and state is TranslationState.TRANSLATED
                for other, (english, _, state) in shown.items()
            )
        }

    def _written(self, path: str) -> Path:
        file = self.folder / path.replace("/", "-")
        file.write_bytes(self.catalogs[path].removeprefix(BYTE_ORDER_MARK))  # gettext reads none
        return file

    def _run(self, program: str, *arguments: str | Path) -> bytes:
        done = run(self.gettext / program, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.encode()

    # The update, and what must hold after it.

    def update_wording(self, number: int) -> None:
        """Update, and declare of a text that only its wording changed."""
        if chosen := pick(sorted(self.texts()), number):
            self.update(wording=chosen)

    def update(self, _: int = 0, wording: str = "") -> None:
        files = self.files()
        library = library_of(files)
        kept = self._declared(wording, find_former_keys(library).get(wording, ()))
        updated = update_catalogs(library, files, ["nl"], [wording] if wording else [], layout=self.layout)
        assert not updated.diagnostics, [str(diagnostic) for diagnostic in updated.diagnostics]
        changed = [path for path, raw in updated.value.items() if self.catalogs.get(path) != raw]
        self.catalogs |= updated.value
        again = update_catalogs(library, self.files(), ["nl"], layout=self.layout)
        assert {**self.catalogs, **again.value} == self.catalogs
        texts = self.texts()
        self._follow(
            {key: former for key, former in find_former_keys(library).items() if key in texts}, set(texts)
        )
        if wording:
            self._keep(wording, texts[wording][0], kept)
        for key, (english, words, state) in texts.items():
            if state is TranslationState.TRANSLATED:
                assert words in self.said.get((identity(key), english), set()), key
                self.said[identity(key), english] = {words}
            sure = self.sure.get(remembered(key, english))
            if sure is not None and sure[0] == english:
                assert (state, words) == (TranslationState.TRANSLATED, sure[1]), key
            if state is TranslationState.TRANSLATED:
                self.sure[remembered(key, english)] = (english, words)
        self.live = {key: english for key, (english, _, _) in texts.items()}
        self._check_files(changed)

    def _follow(self, renamed: dict[str, tuple[str, ...]], present: set[str]) -> None:
        """Carry what was said over to the keys of renamed texts."""
        before = dict(self.said)
        for key, former in renamed.items():
            lost = [old for old in former if old in self.live and old not in present]
            is_new = key not in self.live
            for english in ENGLISH:
                words = [before[old, english] for old in lost if (old, english) in before]
                every = [before[old, english] for old in (key, *former) if (old, english) in before]
                if is_new and words:
                    self.said[key, english] = set[str]().union(*words)
                elif every and (is_new or (key, english) not in before):
                    self.said[key, english] = set[str]().union(*every)
            if is_new:
                self.sure.pop(key, None)
                if len(lost) == 1 and lost[0] in self.sure:
                    self.sure[key] = self.sure.pop(lost[0])

    def _declared(self, key: str, former: Sequence[str]) -> set[str]:
        """Return what was said of a text under its present and former keys, and is still in the files."""
        keys = {*map(identity, (key, *former))}
        return {
            message.string
            for path, raw in self.catalogs.items()
            if path.endswith(".po")
            for message in read_bytes(raw).messages
            if identity(message.context) in keys
            and any(message.string in words for (of, _), words in self.said.items() if of in keys)
        }

    def _keep(self, key: str, english: str, words: set[str]) -> None:
        """Carry what was said of a text over to its present wording."""
        if words:
            self.said.setdefault((identity(key), english), set()).update(words)
        if slug := slug_of_block_key(key):
            present = {remembered(other, text) for other, (text, _, _) in self.texts().items()}
            self.sure = {
                of: sure for of, sure in self.sure.items() if of in present or not of.startswith(f"{slug}: ")
            }
        elif key in self.sure and self.live.get(key) in {english, self.sure[key][0]}:
            self.sure[key] = (english, self.sure[key][1])

    def _check_files(self, changed: list[str]) -> None:
        keys: list[object] = []
        for path, raw in self.catalogs.items():
            if path.endswith(".po"):
                for message in read_bytes(raw).messages:
                    is_block = slug_of_block_key(message.context or "")
                    keys.append((message.context, message.id) if is_block else message.context)
        assert len(keys) == len(set(keys)), keys
        for path in changed:
            assert not self.catalogs[path].startswith(BYTE_ORDER_MARK)
            if path.endswith(".po"):
                checked = run(self.gettext / "msgfmt", "-c", "-o", "/dev/null", self._written(path))
                assert checked.returncode == 0, checked.stderr


def lines_of(procedure: Procedure) -> Iterator[str]:
    """A procedure as its author writes it."""
    yield f"procedure: {procedure.id}"
    if procedure.was:
        yield f"was: [{', '.join(procedure.was)}]"
    yield "revision: 1\nrevised: 2026-11-21\ntitle: A title\nsummary: A summary.\naudience: [staff]"
    yield "roles: [key_holder]\nestimated_time: PT5M\nsteps:"
    for step in procedure.steps:
        yield f"  - id: {step.id}\n    action: {step.text}"
        if step.was:
            yield f"    was: {step.was}"
    yield "  - id: the-end\n    finish: The end.\noutcome: Done.\n"


def identity(key: str | None) -> str:
    """What a translation belongs to, besides its English."""
    return slug_of_block_key(key or "") or key or ""


def remembered(key: str | None, english: str) -> str:
    """What a catalog keeps one translation of: a key; of blocks, each text of an article."""
    slug = slug_of_block_key(key or "")
    return f"{slug}: {english}" if slug else key or ""


def pick(items: list[Item], number: int) -> Item | None:
    return items[number % len(items)] if items else None


EDITS = (
    World.reword, World.rename, World.rename_silently, World.add_step, World.delete_step, World.move,
    World.rename_procedure, World.delete_procedure, World.restore_procedure, World.insert_block,
    World.delete_block, World.reword_block, World.move_block, World.reword_phrase, World.delete_phrase,
    World.translate, World.translate, World.translate, World.doubt, World.erase, World.run_tool,
    World.run_tool, World.msgmerge, World.update, World.update, World.update, World.update_wording,
)  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 999)), min_size=6, max_size=24),
    st.sampled_from([DEFAULT_LAYOUT, THEME]),
)
@settings(max_examples=attempts(25))
def test_the_newest_translation_of_a_text_is_shown_and_no_other(
    gettext: Path,
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[Callable[[World, int], None], int]],
    layout: CatalogLayout,
) -> None:
    world = World(
        gettext,
        tmp_path_factory.mktemp("world"),
        layout,
        [
            Procedure("alpha", "office", [Step("first", ENGLISH[0]), Step("second", ENGLISH[1])]),
            Procedure("beta", "home", [Step("first", ENGLISH[2])]),
        ],
        [ENGLISH[0], ENGLISH[3]],
        {"hello": ENGLISH[1], "goodbye": ENGLISH[4]},
    )
    world.update()
    for number in range(len(world.messages())):
        world.translate(number)
    for operation, number in edits:
        operation(world, number)
    world.update()
