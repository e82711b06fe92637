"""How complete a locale is, and what its gaps cost: which procedures can be followed safely in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stegvis.graph.expansion import expand_steps
from stegvis.i18n.catalogs.lookup import Translations
from stegvis.i18n.domains import records_by_domain
from stegvis.i18n.status import (
    Counts,
    Impact,
    LocaleStatus,
    ProcedureStatus,
    ReviewState,
    UntranslatedUse,
    Usability,
    field_of,
    sum_counts,
)
from stegvis.inline.parse import parse
from stegvis.inline.plain import find_placeholders
from stegvis.model.library import Library
from stegvis.model.procedure import Procedure
from stegvis.model.text import SourceText, TranslationState
from stegvis.schema.walk import iter_texts

IMPACTS: Mapping[str, Impact] = {
    "warnings": Impact.DANGER,
    "cautions": Impact.DANGER,
    "pause_point": Impact.DANGER,
    "secret": Impact.DANGER,
    "decision": Impact.DANGER,
    "options": Impact.DANGER,
    "optional": Impact.DANGER,
    "prerequisites": Impact.DANGER,
    "action": Impact.HINDRANCE,
    "check": Impact.HINDRANCE,
    "wait": Impact.HINDRANCE,
    "finish": Impact.HINDRANCE,
    "expect": Impact.HINDRANCE,
    "if_not": Impact.HINDRANCE,
    "title": Impact.HINDRANCE,
}
"""By the kind of field; what is not named here is a blemish."""


@dataclass(frozen=True, slots=True)
class ComputedStatus:
    """What a status is made of; equal accounts give equal ones. Made when it is asked for, and once."""

    library: Library[SourceText]
    known: Mapping[str, Translations]
    locale: str
    _made: list[LocaleStatus] = field(default_factory=list, compare=False, repr=False)

    def status(self) -> LocaleStatus:
        """The status of the locale."""
        if not self._made:
            self._made.append(assess_locale(self.library, self.known, self.locale))
        return self._made[0]


@dataclass(frozen=True, slots=True)
class FrozenStatus:
    """An account of which nothing but the status is kept."""

    made: LocaleStatus

    def status(self) -> LocaleStatus:
        """The status of the locale."""
        return self.made


def assess_locale(
    library: Library[SourceText], known: Mapping[str, Translations], locale: str
) -> LocaleStatus:
    """The status of a locale; `known` are its translations by domain."""
    own = {
        name: count_texts(iter_texts(one), known[one.collection]) for name, one in library.procedures.items()
    }
    domains = {
        name: sum_counts(own[one.id] for one in records)
        if name in library.collections
        else count_texts(iter_texts(records), known[name])
        for name, records in records_by_domain(library).items()
    }
    has_gaps = any(one.translated < one.total for one in domains.values())
    procedures = {
        name: _procedure(one, own[name], tuple(_sort_by_impact(library, one, known)) if has_gaps else ())
        for name, one in library.procedures.items()
    }
    return LocaleStatus(locale, domains, procedures)


def count_texts(those: Iterable[SourceText], known: Translations) -> Counts:
    """Count texts by what readers see of them."""
    states = dict.fromkeys(TranslationState, 0)
    standings = dict.fromkeys(ReviewState, 0)
    total = 0
    for text in those:
        total += 1
        states[known.words(text).state] += 1
        if standing := known.standing(text):
            standings[standing] += 1
    return Counts(
        total,
        states[TranslationState.TRANSLATED],
        states[TranslationState.FUZZY],
        states[TranslationState.MISSING],
        standings[ReviewState.REVIEWED],
        standings[ReviewState.MACHINE],
    )


def least_review_state(known: Translations) -> Callable[[str], ReviewState]:
    """How far the translations of a procedure or an article were looked at, by its id; the least of them."""
    looked_at: dict[str, set[ReviewState]] = {}
    every = {one.standing for one in known.by_key.values()}
    if len(every) > 1:
        for key, one in known.by_key.items():
            if one.words and not one.is_fuzzy:
                looked_at.setdefault(_record(key), set()).add(one.standing)

    def least(record: str) -> ReviewState:
        those = looked_at.get(record, every)
        order = (ReviewState.MACHINE, ReviewState.UNREVIEWED)
        return next((one for one in order if one in those), ReviewState.REVIEWED)

    return least


def _procedure(
    procedure: Procedure[SourceText], own: Counts, lacks: tuple[UntranslatedUse, ...]
) -> ProcedureStatus:
    weights = {lack.weight for lack in lacks}
    consequence = next((_COSTS[weight] for weight in Impact if weight in weights), Usability.COMPLETE)
    return ProcedureStatus(procedure.id, procedure.collection, own, consequence, lacks)


def _sort_by_impact(
    library: Library[SourceText], procedure: Procedure[SourceText], known: Mapping[str, Translations]
) -> list[UntranslatedUse]:
    """What the procedure lacks, the gravest first."""
    order = list(Impact)
    return sorted(_untranslated_uses(library, procedure, known), key=lambda lack: order.index(lack.weight))


_COSTS: Mapping[Impact, Usability] = {
    Impact.DANGER: Usability.UNSAFE,
    Impact.HINDRANCE: Usability.HARD,
    Impact.BLEMISH: Usability.SAFE,
}


def _untranslated_uses(
    library: Library[SourceText], procedure: Procedure[SourceText], known: Mapping[str, Translations]
) -> Iterator[UntranslatedUse]:
    met: set[tuple[str, str]] = set()
    for text, domain, step, number in _texts_met(library, procedure):
        state = known[domain].words(text).state if domain in known else TranslationState.MISSING
        if state is not TranslationState.TRANSLATED and (text.key, step) not in met:
            met.add((text.key, step))
            yield UntranslatedUse(text.key, state, impact_of(text.key), step, number)


def _texts_met(
    library: Library[SourceText], procedure: Procedure[SourceText]
) -> Iterator[tuple[SourceText, str, str, str]]:
    """Every text that a reader of the procedure meets, with its domain and its step."""
    inside = {text.key for step in procedure.steps for text in iter_texts(step)}
    names: list[str] = [
        *procedure.roles,
        *procedure.read_only_roles,
        *(one.role for one in procedure.other_roles),
    ]
    for text in iter_texts(procedure):
        if text.key not in inside:
            yield text, procedure.collection, "", ""
            names += find_placeholders(parse(text.source))
    yield from ((name, "labels", "", "") for name in _names(library, names))
    for placed in expand_steps(library, procedure):
        used: list[str] = [*placed.step.performed_by, *filter(None, [placed.step.screen])]
        for text in iter_texts(placed.step):
            yield text, placed.procedure.collection, placed.path, placed.number
            used += find_placeholders(parse(text.source))
        yield from ((name, "labels", placed.path, placed.number) for name in _names(library, used))


def _names(library: Library[SourceText], those: Iterable[str]) -> Iterator[SourceText]:
    """The names of labels and roles, each once."""
    registries: Mapping[str, Any] = {**library.labels, **library.roles}
    return (registries[name].name for name in dict.fromkeys(those) if name in registries)


def impact_of(key: str) -> Impact:
    """What it costs that the text with this key is in English."""
    if key.startswith("roles/"):
        return Impact.DANGER
    if key.startswith("labels/"):
        return Impact.HINDRANCE
    return IMPACTS.get(field_of(key), Impact.BLEMISH)


def _record(key: str) -> str:
    """The procedure or the article that a key begins with."""
    return key.partition("/")[0].partition(".")[0]


NEVER_IN_ENGLISH = ("warnings", "cautions", "pause_point")
"""Fields in whose place English never stands; nor does it in the place of a role's name."""


def find_held_back(
    library: Library[SourceText], known: Mapping[str, Translations], gaps: Collection[tuple[str, str]]
) -> frozenset[str]:
    """The procedures that a locale with these gaps, domain and key each, must not show.

    Only a procedure that meets a gap is looked at: one of its own, of a procedure that it calls, or of a
    name, which may stand in any.
    """
    if not any(_is_needed(key) for _, key in gaps):
        return frozenset()
    domains = {domain for domain, _ in gaps}
    touched = {_record(key) for _, key in gaps}
    return frozenset(
        name
        for name, procedure in library.procedures.items()
        if ("labels" in domains or touched & {one.procedure.id for one in expand_steps(library, procedure)})
        and any(_is_needed(lack.key) for lack in _untranslated_uses(library, procedure, known))
    )


def _is_needed(key: str) -> bool:
    return key.startswith("roles/") or field_of(key) in NEVER_IN_ENGLISH


def status_as_data(one: LocaleStatus, shown: int = 5) -> dict[str, Any]:
    """A status for machines; of each procedure's lacks the `shown` gravest."""
    return {
        "locale": one.locale,
        **_counts(one.tally),
        "domains": [{"domain": name, **_counts(tally)} for name, tally in one.domains.items()],
        "procedures": [
            {
                "procedure": each.procedure,
                "collection": each.collection,
                **_counts(each.tally),
                "consequence": each.consequence.value,
                "english": len(each.lacks),
                "because": [
                    {
                        "key": lack.key,
                        "state": lack.state.value,
                        "weight": lack.weight.value,
                        "step": lack.number,
                    }
                    for lack in each.lacks[:shown]
                ],
            }
            for each in one.procedures.values()
        ],
    }


def _counts(one: Counts) -> dict[str, int]:
    return {
        "total": one.total,
        "translated": one.translated,
        "fuzzy": one.fuzzy,
        "missing": one.missing,
        "unreviewed": one.unreviewed,
        "machine": one.machine,
    }
