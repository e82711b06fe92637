"""Sheets to print: procedures as PDF, in every language, on every paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from generator import graph
from generator.build import Checked
from generator.config import Config, Printing
from generator.diagnostics import Diagnostic, Location, Severity
from generator.localize import Localized
from generator.model import Library, State, Words
from generator.pages import Completeness
from generator.pages.edition import Almanac, Edition
from generator.print.content import Desk
from generator.print.options import Form, Options, Paper
from generator.print.plan import Job, jobs
from generator.print.rules import NO_ADDRESS, REFUSED, RULES, Finding
from generator.print.work import Task, make

__all__ = ["Form", "Options", "Paper", "Printed", "Printout", "sheets", "with_site"]

Progress = Callable[[int, int], None]
"""Told how many sheets of how many are made."""


@dataclass(frozen=True, slots=True)
class Printout:
    """One PDF: what it is, for whoever lists them."""

    path: str
    """Path of the file below the site's root."""
    locale: str
    form: Form
    paper: Paper
    name: str
    """The procedure's id, or the collection's; nothing for a pack of all or of a role."""
    role: str
    """The role of a hand-over sheet or of a role's pack, or nothing."""
    pages: int
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class Printed:
    """All sheets that were asked for."""

    files: Mapping[str, bytes]
    """PDFs, and the pages of the short addresses, by path below the site's root."""
    printouts: tuple[Printout, ...]
    """The PDFs among them."""
    diagnostics: tuple[Diagnostic, ...]


def with_site(config: Config, cache: Path | None = None) -> Options | None:
    """What a build of the site prints, as its `print` says; None where that is nothing."""
    if config.print is Printing.OFF:
        return None
    forms = (Form.CHECKLIST,) if config.print is Printing.CHECKLIST else tuple(Form)
    return Options(forms=forms, cache=cache)


def sheets(
    checked: Checked, config: Config, options: Options | None = None, progress: Progress | None = None
) -> Printed:
    """Make the sheets of a project that was read and validated."""
    options = options or Options()
    almanac = Almanac(checked.localized[config.source].library)
    desks = [
        Desk(
            Edition(
                code, checked.localized[code].library, config, _completeness(checked.localized[code]), almanac
            )
        )
        for code in config.locales
        if not options.locales or code in options.locales
    ]
    planned = {job.path: job for desk in desks for job in jobs(desk, options)}
    by_code = {desk.language.code: desk for desk in desks}
    made = list(
        make(
            (_task(job, by_code[job.locale]) for job in planned.values()),
            options.cache, options.jobs, _counting(progress, len(planned)),
        )
    )  # fmt: skip
    files = {one.path: one.pdf for one in made if one.pdf}
    if config.url:
        files |= {path: page for desk in desks for path, page in _short_addresses(desk)}
    ordered = {path: files[path] for path in (*planned, *files) if path in files}
    told = [_diagnostic(found, planned[one.path], checked) for one in made for found in one.findings]
    if not config.url and planned:
        message = "sheets have no code that leads to the live procedure: the site's address isn't known"
        told.append(
            Diagnostic(NO_ADDRESS, message, Location("mkdocs.yml"), "Set `site_url`.", Severity.WARNING)
        )
    pages = {one.path: one.pages for one in made}
    return Printed(
        ordered,
        tuple(
            Printout(
                job.path,
                job.locale,
                job.subject.form,
                job.paper,
                job.subject.name,
                job.subject.role,
                pages[job.path],
                len(files[job.path]),
            )
            for job in planned.values()
            if job.path in files
        ),
        tuple(dict.fromkeys(told)),
    )


def _task(job: Job, desk: Desk) -> Task:
    return Task(
        job.path,
        f"{job.locale} {job.paper}",
        job.document(),
        {one.id: desk.live(one) for one in job.subject.procedures},
    )


def _counting(progress: Progress | None, total: int) -> Callable[[], None]:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    return count


def _diagnostic(found: Finding, job: Job, checked: Checked) -> Diagnostic:
    rule = next((one for one in RULES if one.code == found.code), None)
    hint = rule.hint if rule else "See `stegvis explain P007`." if found.code == REFUSED else ""
    place = _places(checked.loaded.library, found.procedure).get(
        found.step, checked.loaded.library.procedures[found.procedure].procedure.location
    )
    what = f"{job.locale}: {found.procedure}{f'/{found.step}' if found.step else ''}"
    message = f"{what}, {job.subject.form.value} on {job.paper.value}: {found.message}"
    return Diagnostic(found.code, message, place, hint, rule.severity if rule else Severity.ERROR)


def _places(library: Library[Any], procedure: str) -> dict[str, Location]:
    placed = graph.expanded(library, library.procedures[procedure])
    return {one.path.replace("/", "."): one.step.id.location for one in placed}


def _completeness(localized: Localized) -> dict[str, Completeness]:
    gaps = Counter(gap.domain for gap in localized.gaps)
    fuzzy = Counter(gap.domain for gap in localized.gaps if gap.state is State.FUZZY)
    return {
        domain: Completeness(total, total - gaps[domain], fuzzy[domain])
        for domain, total in localized.totals.items()
    }


def _short_addresses(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Small pages that lead from each short address to the checklist."""
    language = desk.language
    library: Library[Words] = language.library
    for procedure in library.procedures.values():
        page = _short_page().render(
            language=language.locale.language,
            direction=language.locale.direction.value,
            title=language.wording.plain(procedure.title),
            target=f"../../{language.checklist(procedure)}",
            url=desk.live(procedure),
        )
        yield f"{desk.short_path(procedure)}index.html", page.encode()


@cache
def _short_page() -> Template:
    source = (package_files("generator") / "theme" / "print" / "short.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(source)
