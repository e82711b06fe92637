"""Every YAML example for authors is read, passes the checks, and becomes pages.

An example is the file of a procedure, a piece of a registry that its first line names, or some steps. What an
example mentions and does not define, such as a label, is added around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from stegvis.diagnostics import Diagnostic
from stegvis.pipeline import Builder
from stegvis.source.loader import INTERFACE_PATH
from stegvis.source.project import Project
from stegvis.source.site_config import read_site_config
from tests.support.projects import INTERFACE, ROOT, sound

BLOCK = re.compile(r"^( *)```yaml\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
PAGES = {name: ROOT / "docs" / f"{name}.md" for name in ("recipes", "authoring")}
NAME = re.compile(r"(?<![{$])\{([a-z][a-z0-9_]*)\}(?!\})")
VALUE = re.compile(r"\{\{([a-z][a-z0-9-]*)\}\}")
REGISTRY_KEYS = {"question": "facts", "for_them": "parties", "description": "roles", "kind": "labels"}
"""By a key that only its entries have, the registry of an example that does not name its file."""
PROCEDURE = """\
procedure: {name}
revision: 1
revised: 2026-11-22
title: Example
summary: An example from the documentation.
roles: [clerk, manager, sales_agent, admin_agent]
estimated_time: PT5M
steps:
{steps}outcome: The example is over.
"""


def blocks_of(page: str) -> list[str]:
    text = PAGES[page].read_text(encoding="utf-8")
    return [re.sub(f"^{indent}", "", block, flags=re.MULTILINE) for indent, block in BLOCK.findall(text)]


def load(text: str) -> Any:
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506  # text only


class Surroundings:
    """A project that grows around the examples of a page."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {**sound(), INTERFACE_PATH: INTERFACE}
        self.registries: dict[str, dict[str, Any]] = {
            path.split("/")[1].removesuffix(".yaml"): load(raw.decode())
            for path, raw in self.files.items()
            if path.startswith("content/") and path.endswith(".yaml") and not path.endswith("site.yaml")
        }
        self.registries["systems"]["partner-center"] = {"name": "Partner Center"}
        self.registries["sources"]["docs-2021-07"] = {"title": "The documentation", "date": "2021-07-01"}
        self.count = 0
        self.former: set[str] = set()
        self.called: dict[str, Mapping[str, Any]] = {}

    def add(self, block: str) -> None:
        """Add one example."""
        data = load(block)
        if isinstance(data, dict) and "procedure" in data:
            whole = {**load(PROCEDURE.format(name="", steps="  []\n")), **data}
            text = block if whole == data else yaml.safe_dump(whole, sort_keys=False)
            self.former |= set(data.get("was", []))
            self.add_procedure(str(data["procedure"]), text, data["steps"])
        elif isinstance(data, dict):
            named = re.match(r"# content/(\w+)\.yaml", block)
            keys = {key for entry in data.values() for key in entry}
            own = next(name for key, name in REGISTRY_KEYS.items() if key in keys)
            self.registries.setdefault(named[1] if named else own, {}).update(data)
        elif data:
            self.count += 1
            name = f"example-{'abcdefghijklmnopqrstuvwxyz'[self.count // 20]}{self.count}"
            self.add_procedure(name, PROCEDURE.format(name=name, steps=self.complete(block, data)), data)

    def complete(self, block: str, steps: list[dict[str, Any]]) -> str:
        """Return some steps with those that they lead to, and with those that ask for what they name."""
        inner = [part for step in steps for part in (step, *step.get("steps", []))]
        own = {step["id"] for step in inner}
        options = [option for step in inner for option in step.get("options", [])]
        targets = {entry["next"] for entry in (*inner, *options) if "next" in entry}
        targets |= {target for step in inner for target in step.get("outcomes", {}).values()}
        noted = {value["id"] for step in inner for value in step.get("values", [])}
        noted |= {step["for_each"]["id"] for step in inner if "for_each" in step}
        dates = {step["due"][key] for step in inner for key in ("before", "after")
                 if isinstance(step.get("due"), dict) and key in step["due"]}  # fmt: skip
        texts = [name for name in dict.fromkeys(VALUE.findall(block)) if name not in noted | dates]
        before = ""
        if texts or dates - noted:
            rows = [
                f'      - {{id: {name}, label: Some value, pattern: "[A-Z]+", example: A}}\n'
                for name in texts
            ]
            rows += [
                f"      - {{id: {name}, label: Some date, type: date}}\n" for name in sorted(dates - noted)
            ]
            before = f"  - id: note-before\n    action: Note it.\n    values:\n{''.join(rows)}"
        missing = sorted(targets - own)
        after = "".join(f"  - id: {name}\n    finish: It is over.\n" for name in missing)
        ends = "finish" in steps[-1] or bool(missing)
        return before + block + after + ("" if ends else "  - id: over-now\n    finish: It is over.\n")

    def add_procedure(self, name: str, text: str, steps: list[dict[str, Any]]) -> None:
        """Add a procedure, and what it mentions."""
        inner = [part for step in steps for part in (step, *step.get("steps", []))]
        ids = {step["id"] for step in inner}
        self.files[f"procedures/office/{name}.yaml"] = text.encode()
        for label in NAME.findall(text):
            self.mention("labels", label, {"name": label, "kind": "button"})
        for step in inner:
            if "screen" in step:
                self.mention("labels", step["screen"], {"name": "Some page", "kind": "page"})
            if "procedure" in step:
                self.called[step["procedure"]] = step
            if "party" in step:
                self.mention("parties", step["party"], party(step["party"]))
            for shown in (*step.get("pictures", {}).values(), *step.get("files", {}).values()):
                self.add_media(step, shown)
            for role in step.get("performed_by", []) + [
                signer for entry in step.get("files", {}).values() for signer in entry.get("signed_by", [])
            ]:
                self.mention_role(role)
            for condition in conditions_in(step):
                for asked, answers in condition.items():
                    if asked not in ids:
                        self.mention_fact(asked, [answers] if isinstance(answers, str) else answers)
        for role in ("clerk", "manager", "sales_agent", "admin_agent"):
            self.mention_role(role)

    def add_called(self, name: str, step: Mapping[str, Any]) -> None:
        """Add a procedure that an example calls, with the decisions that it answers."""
        steps = "".join(
            f"  - id: {asked}\n    decision: Which?\n    options:\n"
            f"      - {{id: {answer}, label: This}}\n      - {{id: other, label: That}}\n"
            for asked, answer in step.get("answers", {}).items()
        )
        ends = "".join(
            f"  - id: {end}\n    finish: It is over.\n" for end in step.get("outcomes", {}) or ["over"]
        )
        self.add_procedure(name, PROCEDURE.format(name=name, steps=steps + ends), [])

    def mention(self, registry: str, name: str, entry: Mapping[str, Any]) -> None:
        if name not in self.registries.get("roles", {}) or registry != "labels":
            self.registries.setdefault(registry, {}).setdefault(name, dict(entry))

    def mention_role(self, name: str) -> None:
        if name not in self.registries.get("parties", {}):
            self.mention("roles", name, {"name": name, "description": "May do it.", "system": "building"})

    def mention_fact(self, name: str, answers: list[str]) -> None:
        fact = self.registries.setdefault("facts", {}).setdefault(name, {"question": "Which?", "options": []})
        known = {option["id"] for option in fact["options"]}
        for answer in [*answers, *(["other"] if not known else [])]:
            if answer not in known:
                fact["options"].append({"id": answer, "label": answer})

    def add_media(self, step: Mapping[str, Any], shown: Mapping[str, Any]) -> None:
        """Add the files that a step shows, each a real one of its type."""
        folder = "pictures" if shown in step.get("pictures", {}).values() else "files"
        media = next((ROOT / "tests/fixtures/sites/media/content" / folder).rglob("*.*"))
        for name in (shown["file"], *shown.get("files", {}).values()):
            same = next(media.parent.rglob(f"*{Path(name).suffix}"))
            self.files[f"content/{folder}/{name}"] = same.read_bytes()

    def build(self) -> tuple[list[Diagnostic], int]:
        """Return the diagnostics of the project, and the number of its pages."""
        for name in self.former:
            self.files.pop(f"procedures/office/{name}.yaml", None)
        for name, step in self.called.items():
            if f"procedures/office/{name}.yaml" not in self.files:
                self.add_called(name, step)
        parties = self.registries.get("parties", {})
        if parties and not any("ours" in entry for entry in parties.values()):
            parties["our-own"] = {**party("our-own"), "ours": True}
        for name, entries in self.registries.items():
            self.files[f"content/{name}.yaml"] = yaml.safe_dump(entries, allow_unicode=True).encode()
        self.files["content/site.yaml"] = b"name: The office\nsource: en\nlocales:\n" + b"".join(
            b"  %b: {name: %b, language: %b}\n" % (code, code, code) for code in (b"en", b"nl")
        )
        project = Project(Path("project"), self.files)
        config = read_site_config(project).value
        assert config
        built = Builder().build(project, config)
        for path in built.files:
            assert built.files[path] is not None
        return list(built.diagnostics), built.page_count


def party(name: str) -> dict[str, str]:
    return {"name": name, "for_them": f"For {name}", "wait": f"Wait for {name}"}


def conditions_in(value: Any) -> Iterator[Mapping[str, Any]]:
    match value:
        case dict():
            for key, item in value.items():
                if key == "when":
                    yield from [item] if isinstance(item, dict) else item
                elif key != "steps":
                    yield from conditions_in(item)
        case list():
            for item in value:
                yield from conditions_in(item)


@pytest.mark.parametrize("page", PAGES)
def test_every_example_is_read_and_becomes_pages(page: str) -> None:
    surroundings = Surroundings()
    blocks = blocks_of(page)
    for block in blocks:
        surroundings.add(block)
    reported, pages = surroundings.build()
    # No example is translated into the second language, which some of them name.
    assert [str(found) for found in reported if found.code not in {"V216", "V602", "L001", "L003"}] == []
    assert pages > 2 * surroundings.count > 20
