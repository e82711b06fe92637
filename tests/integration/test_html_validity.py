"""Every page is valid HTML, as html-validate judges; .htmlvalidate.mjs says what it is told and why."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.support.html_tree import need_none, parsed

FILLED = {"text-content", "empty-heading"}
"""Rules about words that a `<template>` lacks: scripts put them in when they put its copy on the page."""


def test_every_page_is_valid_html(site: Path, root: Path, npm_program: Callable[[str], list[str]]) -> None:
    pages = sorted(site.rglob("*.html"))
    command = [*npm_program("html-validate"), "--config", str(root / ".htmlvalidate.mjs"), "--formatter=json"]
    runs = [  # one for each core; a page costs 40 ms
        subprocess.Popen([*command, *part], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for part in (pages[::2], pages[1::2])
    ]
    outputs = [run.communicate() for run in runs]
    assert all(out for out, _ in outputs), [error for _, error in outputs]
    reports = [report for out, _ in outputs for report in json.loads(out)]
    assert {Path(report["filePath"]) for report in reports} <= set(pages)
    faults = {
        Path(report["filePath"]).relative_to(site).as_posix(): lines
        for report in reports
        if (lines := list(_fault_lines(report)))
    }
    need_none(faults)


def _fault_lines(report: dict[str, Any]) -> Iterator[str]:
    templates = {node["id"] for node in parsed(Path(report["filePath"]).read_text()).all("template")}
    for finding in report["messages"]:
        selector = finding["selector"] or ""
        is_in_template = selector.partition(" ")[0].removeprefix("#") in templates
        if finding["ruleId"] not in FILLED or not is_in_template:
            yield f"{finding['line']}: {finding['ruleId']}: {finding['message']} ({selector})"
