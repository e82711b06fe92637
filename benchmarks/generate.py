"""Write a project of N procedures in four languages, and an equal site for Hugo.

    python benchmarks/generate.py N DIR     writes DIR/stegvis/ and DIR/hugo/

Each procedure has eight steps, a note on every third and one decision. Its number seeds its words,
so that no two texts are equal and every run writes the same. Translations substitute the vowels, which gives
a different text of the same length; the catalogs are complete.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stegvis.i18n.domains import records_by_domain
from stegvis.schema.walk import iter_texts
from stegvis.source.loader import load_library

ROOT = Path(__file__).parent.parent
INTERFACE = "generator/stegvis/theme/interface.yaml"
LOCALES = ("en", "nl", "sv", "fr")
COLLECTION_SIZE = 25
"""Number of procedures in a collection."""
WORDS = """
account address agent answer area change choice company contact country customer date detail entry form
group list menu message name number offer order owner page partner permission person place plan portal
price product purchase question reason record request reseller result role screen section service state
step subscription switch table term time user value view week window year
""".split()
STEPS = ("sign-in", "open-page", "pick-entry", "direction", "fill-form", "review", "confirm", "done")
LABELS = {word: word.capitalize() for word in WORDS[:40]}
VOWELS = {"nl": "eioua", "sv": "iouae", "fr": "ouaei"}
MARKUP = re.compile(r"(\{[^}]*\}|\]\[[^\]]*\])")


@dataclass(frozen=True, slots=True)
class Step:
    """One step in English, with placeholders."""

    id: str
    kind: str
    text: str
    expect: str
    note: str
    options: tuple[str, ...]
    """The labels of a decision's two answers."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure in English."""

    id: str
    collection: str
    title: str
    summary: str
    outcome: str
    steps: tuple[Step, ...]


def draw_procedures(count: int) -> Iterator[Procedure]:
    """Yield `count` procedures, each drawn from a random generator seeded with its number."""
    for number in range(count):
        draw = random.Random(number)  # noqa: S311 - repeatable on purpose
        yield Procedure(
            id=f"procedure-{number:04d}",
            collection=f"shelf-{number // COLLECTION_SIZE:02d}",
            title=f"{_sentence(draw, 5)} {number}",
            summary=f"{_sentence(draw, 12)}.",
            outcome=f"{_sentence(draw, 10)}.",
            steps=tuple(_step(draw, index) for index in range(len(STEPS))),
        )


def _step(draw: random.Random, index: int) -> Step:
    kind = {3: "decision", 7: "finish"}.get(index, "action")
    end = "?" if kind == "decision" else "."
    note = f"{_sentence(draw, 6)} **{draw.choice(WORDS)}** {_sentence(draw, 6).lower()}."
    return Step(
        id=STEPS[index],
        kind=kind,
        text=f"{_sentence(draw, 5)} {{{draw.choice(list(LABELS))}}} {draw.choice(WORDS)}{end}",
        expect=f"{_sentence(draw, 7)}." if kind == "action" else "",
        note=note if index % 3 == 2 else "",
        options=(_sentence(draw, 3), _sentence(draw, 4)) if kind == "decision" else (),
    )


def _sentence(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(WORDS, k=words)).capitalize()


def translate(text: str, locale: str) -> str:
    """Return a text with its vowels substituted, but not in placeholders and links; English is unchanged."""
    if locale == "en":
        return text
    table = str.maketrans("aeiou", VOWELS[locale])
    parts = MARKUP.split(text)
    return "".join(part if MARKUP.fullmatch(part) else part.translate(table) for part in parts)


def write_stegvis(folder: Path, drawn: list[Procedure]) -> None:
    """Write the project: sources, registries, complete catalogs, and the configuration of our own site.

    Raises ValueError if the sources have diagnostics.
    """
    files = {
        "content/index.md": "---\ntitle: Start\ndescription: The start page.\n---\n\nChoose a procedure.\n",
        "content/audiences.yaml": "partner: {name: Partner, description: Everybody.}\n",
        "content/sources.yaml": 'docs: {title: Documentation, date: "2026-01"}\n',
        "content/systems.yaml": "portal: {name: Portal}\n",
        "content/links.yaml": 'portal: {title: Portal, url: "https://portal.example/"}\n',
        "content/roles.yaml": "admin: {name: Admin, holder: partner, system: portal, description: All.}\n",
        "content/labels.yaml": "".join(
            f"{id_}: {{name: {name}, kind: button, system: portal}}\n" for id_, name in LABELS.items()
        ),
        "content/collections.yaml": "".join(
            f"{name}: {{title: {name.capitalize()}, summary: Procedures of {name}.}}\n"
            for name in sorted({procedure.collection for procedure in drawn})
        ),
        **{f"procedures/{procedure.collection}/{procedure.id}.yaml": _yaml(procedure) for procedure in drawn},
    }
    sources = {path: text.encode() for path, text in files.items()}
    sources[INTERFACE] = (ROOT / INTERFACE).read_bytes()
    loaded = load_library(sources)
    if loaded.diagnostics:
        raise ValueError("\n".join(map(str, loaded.diagnostics[:5])))
    for domain, records in records_by_domain(loaded.library).items():
        texts = [text for record in records for text in iter_texts(record)]
        for locale in LOCALES[1:]:
            entries = ((text.key, text.source, translate(text.source, locale)) for text in texts)
            files[f"content/locales/{locale}/LC_MESSAGES/{domain}.po"] = _po(locale, entries)
    _write(folder, files)
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    site = (ROOT / "content/site.yaml").read_text(encoding="utf-8")
    site = site.replace("print: all", "print: off")  # sheets are measured by benchmarks/print.py
    (folder / "content/site.yaml").write_text(site, encoding="utf-8")


def _yaml(procedure: Procedure) -> str:
    lines = [
        f"procedure: {procedure.id}",
        "revision: 1",
        "revised: 2026-01-01",
        f"title: {procedure.title}",
        f"summary: {procedure.summary}",
        "audience: [partner]",
        "roles: [admin]",
        "estimated_time: PT5M",
        "steps:",
    ]
    for step in procedure.steps:
        lines += [f"  - id: {step.id}", f'    {step.kind}: "{step.text}"']
        if step.id == STEPS[0]:
            lines += ["    system: portal"]
        if step.expect:
            lines += [f"    expect: {step.expect}"]
        if step.note:
            lines += ["    notes:", f"      remember: {step.note}"]
        if step.options:
            first, second = step.options
            lines += ["    options:", f"      - {{id: first, label: {first}, next: {STEPS[4]}}}"]
            lines += [f"      - {{id: second, label: {second}, next: {STEPS[5]}}}"]
    return "\n".join([*lines, f"outcome: {procedure.outcome}", ""])


def _po(locale: str, entries: Iterator[tuple[str, str, str]]) -> str:
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {locale}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    )
    return head + "".join(
        f"\nmsgctxt {_quoted(key)}\nmsgid {_quoted(source)}\nmsgstr {_quoted(words)}\n"
        for key, source, words in entries
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def write_hugo(folder: Path, drawn: list[Procedure]) -> None:
    """Write the same pages for Hugo: a guide and a checklist each, under templates of ours."""
    shutil.copytree(Path(__file__).parent / "hugo", folder)
    files = {}
    for locale in LOCALES:
        for procedure in drawn:
            path = f"content/{locale}/{procedure.collection}/{procedure.id}"
            files[f"{path}.md"] = _guide(procedure, locale)
            files[f"{path}-checklist.md"] = _checklist(procedure, locale)
    _write(folder, files)


def _guide(procedure: Procedure, locale: str) -> str:
    parts = [_front(procedure, locale, "guide", f"{procedure.collection}/{procedure.id}/")]
    for number, step in enumerate(procedure.steps, 1):
        parts += [f"## {number}. {_words(step.text, locale)} {{#{step.id}}}"]
        parts += [_words(text, locale) for text in (step.expect, step.note) if text]
        parts += [
            f"- [{_words(label, locale)}](#{STEPS[4 + index]})" for index, label in enumerate(step.options)
        ]
    return "\n\n".join([*parts, _words(procedure.outcome, locale), ""])


def _checklist(procedure: Procedure, locale: str) -> str:
    parts = [_front(procedure, locale, "checklist", f"{procedure.collection}/{procedure.id}/checklist/")]
    for step in procedure.steps:
        parts += [f"- [ ] {_words(step.text, locale)}"]
        parts += [f"  {_words(text, locale)}" for text in (step.expect, step.note) if text]
        parts += [f"  - [ ] {_words(label, locale)}" for label in step.options]
    return "\n\n".join([*parts, _words(procedure.outcome, locale), ""])


def _front(procedure: Procedure, locale: str, layout: str, url: str) -> str:
    steps = "".join(
        f'  - {{id: {step.id}, text: "{_words(step.text, locale, "")}"}}\n' for step in procedure.steps
    )
    return (
        f"---\ntitle: {translate(procedure.title, locale)}\n"
        f"description: {translate(procedure.summary, locale)}\n"
        f"layout: {layout}\nurl: {url}\ndate: 2026-01-01\nsteps:\n{steps}---"
    )


def _words(text: str, locale: str, bold: str = "**") -> str:
    return re.sub(
        r"\{(\w+)\}",
        lambda match: f"{bold}{translate(LABELS[match[1]], locale)}{bold}",
        translate(text, locale),
    )


def _write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def generate(count: int, folder: Path) -> None:
    """Write both sites into `folder`, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    drawn = list(draw_procedures(count))
    write_stegvis(folder / "stegvis", drawn)
    write_hugo(folder / "hugo", drawn)


if __name__ == "__main__":
    generate(int(sys.argv[1]), Path(sys.argv[2]))
