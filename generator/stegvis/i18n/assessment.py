"""Assesses a locale: how complete it is, and which procedures can be followed safely in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stegvis.diagnostics import Diagnostic, Severity
from stegvis.graph.expansion import ExpandedStep, expand_steps
from stegvis.graph.parts import called_procedures
from stegvis.i18n.catalogs.lookup import Translations
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.localize import LocalizedLibrary
from stegvis.i18n.status import (
    Counts,
    LocaleStatus,
    ProcedureStatus,
    ReviewState,
    UntranslatedUse,
    judge_usability,
    sum_counts,
)
from stegvis.inline.parse import parse
from stegvis.inline.plain import find_placeholders
from stegvis.model.condition import is_fact
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.registries import role_ids
from stegvis.model.step_kinds import Wait
from stegvis.model.text import SourceText, TranslationState
from stegvis.model.text_role import Impact
from stegvis.schema.walk import iter_texts


@dataclass(frozen=True, slots=True)
class ComputedStatus:
    """The inputs of a status, which is computed at the first call; equal inputs make equal sources."""

    library: Library[SourceText]
    translations: Mapping[str, Translations]
    """By domain."""
    locale: str
    _computed: list[LocaleStatus] = field(default_factory=list, compare=False, repr=False)

    def status(self) -> LocaleStatus:
        """Return the status of the locale."""
        if not self._computed:
            self._computed.append(assess_locale(self.library, self.translations, self.locale))
        return self._computed[0]


@dataclass(frozen=True, slots=True)
class FrozenStatus:
    """A status without its inputs."""

    value: LocaleStatus

    def status(self) -> LocaleStatus:
        """Return the status of the locale."""
        return self.value


def assess_locale(
    library: Library[SourceText], translations: Mapping[str, Translations], locale: str
) -> LocaleStatus:
    """Return the status of a locale; `translations` are its own, by domain."""
    own = {
        name: count_texts(iter_texts(procedure), translations[procedure.collection])
        for name, procedure in library.procedures.items()
    }
    domains = {
        domain: sum_counts(own[procedure.id] for procedure in records)
        if domain in library.collections
        else count_texts(iter_texts(records), translations[domain])
        for domain, records in records_by_domain(library).items()
    }
    has_gaps = any(counts.translated < counts.total for counts in domains.values())
    procedures = {
        name: _procedure_status(
            procedure,
            own[name],
            _sort_by_impact(_untranslated_uses(library, procedure, translations)) if has_gaps else (),
        )
        for name, procedure in library.procedures.items()
    }
    return LocaleStatus(locale, domains, procedures)


def count_texts(texts: Iterable[SourceText], translations: Translations) -> Counts:
    """Count texts by the state and the review of their translations."""
    states = dict.fromkeys(TranslationState, 0)
    reviews = dict.fromkeys(ReviewState, 0)
    total = 0
    for text in texts:
        total += 1
        states[translations.words(text).state] += 1
        if review := translations.review_state(text):
            reviews[review] += 1
    return Counts(
        total,
        states[TranslationState.TRANSLATED],
        states[TranslationState.FUZZY],
        states[TranslationState.MISSING],
        reviews[ReviewState.REVIEWED],
        reviews[ReviewState.MACHINE],
    )


def _procedure_status(
    procedure: Procedure[SourceText], counts: Counts, untranslated: tuple[UntranslatedUse, ...]
) -> ProcedureStatus:
    usability = judge_usability(untranslated)
    return ProcedureStatus(procedure.id, procedure.collection, counts, usability, untranslated)


def _sort_by_impact(uses: Iterable[UntranslatedUse]) -> tuple[UntranslatedUse, ...]:
    order = list(Impact)
    return tuple(sorted(uses, key=lambda use: order.index(use.impact)))


def _untranslated_uses(
    library: Library[SourceText], procedure: Procedure[SourceText], translations: Mapping[str, Translations]
) -> Iterator[UntranslatedUse]:
    """Yield the texts that a reader of the procedure meets in English, once a step."""
    seen: set[tuple[str, str]] = set()
    for text, domain, step, number in _texts_in_use(library, procedure):
        known = translations.get(domain)
        state = known.words(text).state if known is not None else TranslationState.MISSING
        if state is not TranslationState.TRANSLATED and (text.key, step) not in seen:
            seen.add((text.key, step))
            yield UntranslatedUse(text.key, text.role, state, step, number)


def _texts_in_use(
    library: Library[SourceText], procedure: Procedure[SourceText]
) -> Iterator[tuple[SourceText, str, str, str]]:
    """Yield every text that a reader of the procedure meets, with its domain, step path and step number."""
    in_steps = {text.key for step in procedure.steps for text in iter_texts(step)}
    names: list[str] = [
        *role_ids(procedure.roles),
        *procedure.read_only_roles,
        *procedure.other_roles,
    ]
    for text in iter_texts(procedure):
        if text.key not in in_steps:
            yield text, procedure.collection, "", ""
            names += find_placeholders(parse(text.source))
    yield from ((name, "labels", "", "") for name in _name_texts(library, names))
    for placed in expand_steps(library, procedure):
        domain = "labels" if is_fact(placed.step.id) else placed.procedure.collection
        used: list[str] = [*role_ids(placed.step.performed_by), *filter(None, [placed.step.screen])]
        for text in iter_texts(placed.step):
            yield text, domain, placed.path, placed.number
            used += find_placeholders(parse(text.source))
        names_in_step = (*_name_texts(library, used), *_party_texts(library, placed))
        yield from ((name, "labels", placed.path, placed.number) for name in names_in_step)


def _name_texts(library: Library[SourceText], ids: Iterable[str]) -> Iterator[SourceText]:
    """Yield the names of these labels and roles, each once."""
    entries: Mapping[str, Any] = {**library.labels, **library.roles}
    return (entries[id_].name for id_ in dict.fromkeys(ids) if id_ in entries)


def _party_texts(library: Library[SourceText], placed: ExpandedStep) -> Iterator[SourceText]:
    """Yield the words for the parties that perform a step, or are waited for."""
    if placed.performers.party:
        yield library.parties[placed.performers.party].for_them
    if isinstance(placed.step, Wait):
        yield library.parties[placed.step.party].wait


def find_withheld(
    library: Library[SourceText], translations: Mapping[str, Translations], localized: LocalizedLibrary
) -> frozenset[str]:
    """Return the ids of the procedures that a locale must not show: a text that is never English lacks.

    Looks only at procedures with a gap of their own, of a procedure that they call, or of a name, which may
    stand in any.
    """
    if not any(gap.text.role.info.is_never_english for gap in localized.gaps):
        return frozenset()
    has_name_gaps = any(gap.domain == "labels" for gap in localized.gaps)
    with_gaps = {name for name in library.procedures if localized.records[f"procedures/{name}"].gaps}
    return frozenset(
        name
        for name, procedure in library.procedures.items()
        if (has_name_gaps or not with_gaps.isdisjoint(called_procedures(library, procedure)))
        and not judge_usability(_untranslated_uses(library, procedure, translations)).is_safe
    )


def describe_withheld(
    library: Library[SourceText], localized: LocalizedLibrary, withheld: Iterable[str], locale: str
) -> Iterator[Diagnostic]:
    """Yield a diagnostic (L003) of each withheld procedure whose own texts would let it be shown."""
    lacking = {
        name
        for name in library.procedures
        if any(gap.text.role.info.is_never_english for gap in localized.records[f"procedures/{name}"].gaps)
    }
    for name in sorted({*withheld} - lacking):
        procedure = library.procedures[name]
        called = sorted(lacking & called_procedures(library, procedure).keys())
        because = ", ".join(f"`{other}`" for other in called) or "the name of a role or label"
        cause = f"it calls {because}, which lacks" if called else f"{because} lacks"
        yield Diagnostic(
            "L003",
            f"{locale}: `{name}` is not shown, because {cause} a translation that readers need to be safe",
            procedure.procedure.location,
            f"`stegvis catalog status {locale}` lists what is missing.",
            Severity.WARNING,
        )


def status_as_data(status: LocaleStatus, limit: int = 5) -> dict[str, Any]:
    """Return a status for JSON; of the untranslated texts of each procedure, the first `limit`."""
    return {
        "locale": status.locale,
        **_counts_as_data(status.counts),
        "domains": [{"domain": name, **_counts_as_data(counts)} for name, counts in status.domains.items()],
        "procedures": [
            {
                "procedure": procedure.procedure,
                "collection": procedure.collection,
                **_counts_as_data(procedure.counts),
                "consequence": procedure.usability.value,
                "english": len(procedure.untranslated),
                "because": [
                    {
                        "key": use.key,
                        "state": use.state.value,
                        "weight": use.impact.value,
                        "step": use.number,
                    }
                    for use in procedure.untranslated[:limit]
                ],
            }
            for procedure in status.procedures.values()
        ],
    }


def _counts_as_data(counts: Counts) -> dict[str, int]:
    return {
        "total": counts.total,
        "translated": counts.translated,
        "fuzzy": counts.fuzzy,
        "missing": counts.missing,
        "unreviewed": counts.unreviewed,
        "machine": counts.machine,
    }
