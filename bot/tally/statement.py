"""What a file states of a vote, held figure by figure against what its ballots give."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from bot.tally.reading import At
from bot.tally.result import Json
from bot.workshop.vote.progress import tells_nobody

# Not figures: the words in which a rule is told may change from one version to the next.
_WORDS = ("rule",)
# What nothing in the file gives any more, and nothing speaks against.
_UNKNOWN = object()

# The place in the file ("at"), what it states ("stated"), what the ballots give ("counted").
Difference: TypeAlias = Mapping[str, Json]


def differences(vote: Mapping[str, At], answer: Mapping[str, Json]) -> list[Difference]:
    """Return every figure that a vote of an export states and that its ballots do not give.

    `answer` is the recount of the vote, with its ``lot`` where a tie was settled by a published
    seed. What the file does not state is not missed: files leave out what follows from the rest.
    """
    # As the export writes it: what is a tuple here is a list there.
    counted: dict[str, Any] = json.loads(json.dumps(answer))
    figures = {**counted["details"], **counted}
    found: list[Difference] = []
    if _given(vote, "result"):
        for name, at in vote["result"].entries().items():
            if name not in _WORDS:
                found += _against(
                    At(_alike(name, at.value), at.place), _alike(name, figures.get(name))
                )
    found += _people(vote, counted["details"]["ballots"])
    if _given(vote, "quorum"):
        found += _against(vote["quorum"], counted["details"]["settings"]["quorum"])
    if "lot" in counted:
        second = vote["second_rule"].entries()
        if "places_left" in counted:
            drawn = sorted(counted["lot"][: counted["places_left"]], key=str)
            stated = second.get("winners", vote["second_rule"].beside("winners", None))
            found += _against(At(_alike("winners", stated.value), stated.place), drawn)
        else:
            found += _against(second["winner"], counted["lot"][0])
    return found


def withheld_differences(vote: Mapping[str, At]) -> list[Difference]:
    """Return what a vote states that was withheld because too few voted, and that speaks against
    it: a result, or as many people as a result is told from."""
    found = [
        _difference(vote[name], None)
        for name in ("result", "second_rule", "voters")
        if _given(vote, name)
    ]
    turnout = vote["turnout"].whole(0) if _given(vote, "turnout") else 0
    in_room = vote["in_room"].whole(0) if _given(vote, "in_room") else 0
    if tells_nobody(turnout + in_room, turnout):
        found.append(_difference(vote["turnout" if turnout else "in_room"], None))
    return found


def dots_differences(
    document: Mapping[str, At], answers: Sequence[Json]
) -> list[Mapping[str, Json]]:
    """Return the dots beside post-its that the last vote which gave them some does not give."""
    given: dict[str, Any] = {}
    for at, answer in zip(document["votes"].items(), answers, strict=True):
        vote = at.entries()
        if (_plain(vote, "on"), _plain(vote, "method")) == ("postits", "dots"):
            assert isinstance(answer, Mapping)
            given |= _dots(vote, answer)
    found: list[Difference] = []
    for postit in document["postits"].items() if _given(document, "postits") else ():
        held = postit.entries()
        if "dots" in held and (name := str(_plain(held, "number"))) in given:
            found += () if given[name] is _UNKNOWN else _against(held["dots"], given[name])
        elif _given(held, "dots"):
            found.append(_difference(held["dots"], None))
    return found


def _dots(vote: Mapping[str, At], answer: Mapping[str, Json]) -> dict[str, Any]:
    """Return what a vote gives its options; nothing where it is withheld for too few ballots."""
    details = answer.get("details")
    if isinstance(details, Mapping):
        totals = details["totals"]
        assert isinstance(totals, Mapping)
        return dict(totals)
    too_few = answer.get("ballots_withheld") == "too_few"
    return {} if too_few else dict.fromkeys(vote["options"].names(), _UNKNOWN)


def _plain(entries: Mapping[str, At], name: str) -> object:
    return entries[name].value if name in entries else None


def _people(vote: Mapping[str, At], ballots: int) -> Iterator[Difference]:
    """Yield a turnout that is not the number of ballots, those of the room included; and more
    signatures, or fewer electors, than ballots."""
    if _given(vote, "turnout"):
        in_room = vote["in_room"].whole(0) if _given(vote, "in_room") else 0
        yield from _against(vote["turnout"], ballots - in_room)
    if _given(vote, "voters") and len(vote["voters"].items()) > ballots:
        yield _difference(vote["voters"], ballots)
    if _given(vote, "electors") and vote["electors"].whole(0) < ballots:
        yield _difference(vote["electors"], ballots)


def _against(at: At, counted: Any) -> Iterator[Difference]:
    """Yield where a stated value is another than the one counted, as deep as it lies."""
    stated = at.value
    if isinstance(stated, dict) and isinstance(counted, dict):
        held = at.entries()
        for name in [*held, *(key for key in counted if key not in held)]:
            yield from _against(held.get(name, at.beside(name, None)), counted.get(name))
    elif isinstance(stated, list) and isinstance(counted, list) and len(stated) == len(counted):
        for one, other in zip(at.items(), counted, strict=True):
            yield from _against(one, other)
    elif type(stated) is not type(counted) or stated != counted:
        yield _difference(at, counted)


def _difference(at: At, counted: Json) -> Difference:
    """Return a place where file and ballots disagree; what is not plain is told as text."""
    stated: Any = at.value
    plain = stated is None or isinstance(stated, (int, str, list, dict))
    return {"at": at.place, "stated": stated if plain else str(stated), "counted": counted}


def _alike(name: str, value: Any) -> Any:
    """Return a value in which the order of what ties, which says nothing, is always the same."""
    if name in ("winners", "elected", "tied_at_cut") and isinstance(value, list):
        return sorted(value, key=str)
    if name == "ranking" and isinstance(value, list):
        return [sorted(group, key=str) if isinstance(group, list) else group for group in value]
    return value


def _given(vote: Mapping[str, At], name: str) -> bool:
    return name in vote and vote[name].value is not None
