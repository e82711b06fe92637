"""How complete a locale is, and what its gaps cost: which procedures can be followed safely in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from stegvis import graph, messages, prose
from stegvis.catalogs.lookup import Translations
from stegvis.messages import texts
from stegvis.model import Library, Procedure, State, Text
from stegvis.worth import (
    Consequence,
    Lack,
    ProcedureStatus,
    Standing,
    Status,
    Tally,
    Weight,
    added,
    field_of,
)

__all__ = [
    "NEVER_IN_ENGLISH",
    "WEIGHTS",
    "Account",
    "Consequence",
    "Lack",
    "ProcedureStatus",
    "Settled",
    "Status",
    "Tally",
    "Weight",
    "added",
    "as_data",
    "held_back",
    "least_standing",
    "status",
    "tally",
    "weight",
]


WEIGHTS: Mapping[str, Weight] = {
    "warnings": Weight.DANGER,
    "cautions": Weight.DANGER,
    "pause_point": Weight.DANGER,
    "secret": Weight.DANGER,
    "decision": Weight.DANGER,
    "options": Weight.DANGER,
    "optional": Weight.DANGER,
    "prerequisites": Weight.DANGER,
    "action": Weight.HINDRANCE,
    "check": Weight.HINDRANCE,
    "wait": Weight.HINDRANCE,
    "finish": Weight.HINDRANCE,
    "expect": Weight.HINDRANCE,
    "if_not": Weight.HINDRANCE,
    "title": Weight.HINDRANCE,
}
"""By the kind of field; what is not named here is a blemish."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a status is made of; equal accounts give equal ones. Made when it is asked for, and once."""

    library: Library[Text]
    known: Mapping[str, Translations]
    locale: str
    _made: list[Status] = field(default_factory=list, compare=False, repr=False)

    def status(self) -> Status:
        """The status of the locale."""
        if not self._made:
            self._made.append(status(self.library, self.known, self.locale))
        return self._made[0]


@dataclass(frozen=True, slots=True)
class Settled:
    """An account of which nothing but the status is kept."""

    made: Status

    def status(self) -> Status:
        """The status of the locale."""
        return self.made


def status(library: Library[Text], known: Mapping[str, Translations], locale: str) -> Status:
    """The status of a locale; `known` are its translations by domain."""
    own = {name: tally(texts(one), known[one.collection]) for name, one in library.procedures.items()}
    domains = {
        name: added(own[one.id] for one in records)
        if name in library.collections
        else tally(texts(records), known[name])
        for name, records in messages.domains(library).items()
    }
    has_gaps = any(one.translated < one.total for one in domains.values())
    procedures = {
        name: _procedure(one, own[name], tuple(_gravest(library, one, known)) if has_gaps else ())
        for name, one in library.procedures.items()
    }
    return Status(locale, domains, procedures)


def tally(those: Iterable[Text], known: Translations) -> Tally:
    """Count texts by what readers see of them."""
    states = dict.fromkeys(State, 0)
    standings = dict.fromkeys(Standing, 0)
    total = 0
    for text in those:
        total += 1
        states[known.words(text).state] += 1
        if standing := known.standing(text):
            standings[standing] += 1
    return Tally(
        total,
        states[State.TRANSLATED],
        states[State.FUZZY],
        states[State.MISSING],
        standings[Standing.REVIEWED],
        standings[Standing.MACHINE],
    )


def least_standing(known: Translations) -> Callable[[str], Standing]:
    """How far the translations of a procedure or an article were looked at, by its id; the least of them."""
    looked_at: dict[str, set[Standing]] = {}
    every = {one.standing for one in known.by_key.values()}
    if len(every) > 1:
        for key, one in known.by_key.items():
            if one.words and not one.is_fuzzy:
                looked_at.setdefault(_record(key), set()).add(one.standing)

    def least(record: str) -> Standing:
        those = looked_at.get(record, every)
        order = (Standing.MACHINE, Standing.UNREVIEWED)
        return next((one for one in order if one in those), Standing.REVIEWED)

    return least


def _procedure(procedure: Procedure[Text], own: Tally, lacks: tuple[Lack, ...]) -> ProcedureStatus:
    weights = {lack.weight for lack in lacks}
    consequence = next((_COSTS[weight] for weight in Weight if weight in weights), Consequence.COMPLETE)
    return ProcedureStatus(procedure.id, procedure.collection, own, consequence, lacks)


def _gravest(
    library: Library[Text], procedure: Procedure[Text], known: Mapping[str, Translations]
) -> list[Lack]:
    """What the procedure lacks, the gravest first."""
    order = list(Weight)
    return sorted(_lacks(library, procedure, known), key=lambda lack: order.index(lack.weight))


_COSTS: Mapping[Weight, Consequence] = {
    Weight.DANGER: Consequence.UNSAFE,
    Weight.HINDRANCE: Consequence.HARD,
    Weight.BLEMISH: Consequence.SAFE,
}


def _lacks(
    library: Library[Text], procedure: Procedure[Text], known: Mapping[str, Translations]
) -> Iterator[Lack]:
    met: set[tuple[str, str]] = set()
    for text, domain, step, number in _met(library, procedure):
        state = known[domain].words(text).state if domain in known else State.MISSING
        if state is not State.TRANSLATED and (text.key, step) not in met:
            met.add((text.key, step))
            yield Lack(text.key, state, weight(text.key), step, number)


def _met(library: Library[Text], procedure: Procedure[Text]) -> Iterator[tuple[Text, str, str, str]]:
    """Every text that a reader of the procedure meets, with its domain and its step."""
    inside = {text.key for step in procedure.steps for text in texts(step)}
    names: list[str] = [
        *procedure.roles,
        *procedure.read_only_roles,
        *(one.role for one in procedure.other_roles),
    ]
    for text in texts(procedure):
        if text.key not in inside:
            yield text, procedure.collection, "", ""
            names += prose.placeholders(text.source)
    yield from ((name, "labels", "", "") for name in _names(library, names))
    for placed in graph.expanded(library, procedure):
        used: list[str] = [*placed.step.performed_by, *filter(None, [placed.step.screen])]
        for text in texts(placed.step):
            yield text, placed.procedure.collection, placed.path, placed.number
            used += prose.placeholders(text.source)
        yield from ((name, "labels", placed.path, placed.number) for name in _names(library, used))


def _names(library: Library[Text], those: Iterable[str]) -> Iterator[Text]:
    """The names of labels and roles, each once."""
    registries: Mapping[str, Any] = {**library.labels, **library.roles}
    return (registries[name].name for name in dict.fromkeys(those) if name in registries)


def weight(key: str) -> Weight:
    """What it costs that the text with this key is in English."""
    if key.startswith("roles/"):
        return Weight.DANGER
    if key.startswith("labels/"):
        return Weight.HINDRANCE
    return WEIGHTS.get(field_of(key), Weight.BLEMISH)


def _record(key: str) -> str:
    """The procedure or the article that a key begins with."""
    return key.partition("/")[0].partition(".")[0]


NEVER_IN_ENGLISH = ("warnings", "cautions", "pause_point")
"""Fields in whose place English never stands; nor does it in the place of a role's name."""


def held_back(
    library: Library[Text], known: Mapping[str, Translations], gaps: Collection[tuple[str, str]]
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
        if ("labels" in domains or touched & {one.procedure.id for one in graph.expanded(library, procedure)})
        and any(_is_needed(lack.key) for lack in _lacks(library, procedure, known))
    )


def _is_needed(key: str) -> bool:
    return key.startswith("roles/") or field_of(key) in NEVER_IN_ENGLISH


def as_data(one: Status, shown: int = 5) -> dict[str, Any]:
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


def _counts(one: Tally) -> dict[str, int]:
    return {
        "total": one.total,
        "translated": one.translated,
        "fuzzy": one.fuzzy,
        "missing": one.missing,
        "unreviewed": one.unreviewed,
        "machine": one.machine,
    }
