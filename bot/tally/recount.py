"""The recount: a vote read from JSON, counted by its rule, answered in JSON.

A vote is ``{"method", "options", "settings", "ballots"}``, and the answer ``{"method", "ranking",
"winners", "tie", "quorum_met", "details"}``: see the README and each rule's module. A session's
JSON export, which holds its votes in this form, is recounted vote by vote.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bot.tally import quorum
from bot.tally.lot import drawn
from bot.tally.methods import METHODS, YES_NO, Counted
from bot.tally.reading import At, parsed
from bot.tally.result import Json
from bot.tally.rules import yes_no
from bot.tally.settings import Settings

FORM = 'an object with "method", "options", "settings" and "ballots"'


def recounted(content: bytes) -> str:
    """Return the JSON answer to the JSON `content`; raise Malformed when it cannot be counted."""
    document = parsed(content)
    entries = document.entries(FORM)
    answer = session(entries["votes"]) if _is_session(entries) else vote(document)
    return json.dumps(answer, ensure_ascii=False, indent=2)


def vote(at: At) -> dict[str, Json]:
    """Return the answer to one vote; raise Malformed, with the place, when it is not one.

    ``quorum`` is a number of ballots, weights added; ``quorum_met`` is None without one. Entries
    other than those of a vote, such as the labels of an export, are not looked at.
    """
    entries = at.entries(FORM)
    method = at.needed("method").one_of(METHODS)
    settings = Settings(entries.get("settings") or at.beside("settings", {}))
    if method == YES_NO:
        options = _sides(entries.get("options"))
    else:
        options = at.needed("options").names()
        if not options:
            raise entries["options"].wrong("expected at least one option")
    ballots = at.needed("ballots")
    if ballots.value is None:
        raise ballots.wrong("withheld from this file, so there is nothing to recount")
    return _answer(method, settings, METHODS[method](options, settings, ballots))


def session(votes: At) -> dict[str, Json]:
    """Return the answers to the votes of a session's export, in its order.

    Each has its ``step``, and says in ``as_stated`` whether it agrees with the result in the file
    (None where the file states none). A tie that was settled by a published seed is drawn again:
    ``lot`` is the order of the options that tied. A vote whose ballots were withheld is named
    with the reason, and not recounted.
    """
    answers: list[Json] = []
    for at in votes.items("a list of votes"):
        entries = at.entries(FORM)
        answer: dict[str, Json] = {}
        for name in ("step", "question"):
            value = entries[name].value if name in entries else None
            if isinstance(value, (int, str)):
                answer[name] = value
        withheld = entries["ballots_withheld"].value if "ballots_withheld" in entries else None
        if isinstance(withheld, str):
            answer["ballots_withheld"] = withheld
        else:
            counted = vote(at)
            answer |= counted
            second = _entries_of(entries.get("second_rule"))
            seed = second["seed"].value if "seed" in second else None
            if isinstance(seed, str) and counted["tie"]:
                answer["lot"] = drawn(seed, _names(counted["winners"]))
            answer["as_stated"] = _agrees(answer, entries.get("result"), second.get("winner"))
        answers.append(answer)
    return {"votes": answers}


def _is_session(entries: Mapping[str, At]) -> bool:
    return "votes" in entries and "method" not in entries


def _answer(method: str, settings: Settings, counted: Counted) -> dict[str, Json]:
    wanted = settings.whole("quorum", 0)
    uncounted = 0 if settings.abstentions_count() else counted.blank
    result = counted.result
    return {
        "method": method,
        "ranking": result.ranking,
        "winners": result.winners,
        "tie": result.tie,
        "quorum_met": quorum.met(wanted, counted.weight - uncounted),
        "details": {
            "ballots": counted.weight,
            "blank": counted.blank,
            "settings": settings.used,
            "settings_not_used": settings.unused,
            **result.details,
        },
    }


def _agrees(answer: Mapping[str, Json], stated: At | None, settled: At | None) -> bool | None:
    """Tell whether a stated result has the same groups, winners, tie and quorum, and the same
    option first in the lot, where one was drawn; None without a stated result."""
    if stated is None or stated.value is None:
        return None
    result = stated.entries()
    found: dict[str, Json] = {
        "ranking": [sorted(group.names()) for group in stated.needed("ranking").items()],
        "winners": sorted(stated.needed("winners").names()),
        "tie": stated.needed("tie").truth(),
    }
    # Files of before the quorum do not state it.
    if "quorum_met" in result:
        met = result["quorum_met"]
        found["quorum_met"] = None if met.value is None else met.truth()
    if "lot" in answer and settled is not None:
        found["lot"] = [settled.name(), *_names(answer["lot"])[1:]]
    return all(json.dumps(answer[key]) == json.dumps(found[key]) for key in found)


def _entries_of(at: At | None) -> Mapping[str, At]:
    return {} if at is None or at.value is None else at.entries()


def _names(names: Json) -> list[str]:
    assert isinstance(names, Sequence)
    return [str(name) for name in names]


def _sides(at: At | None) -> list[str]:
    """Return the two sides of a yes/no vote; options may be left out or name the proposal."""
    named = [] if at is None or at.value is None else at.names()
    sides = [yes_no.YES, yes_no.NO]
    if at is not None and len(named) > 1 and {*named, yes_no.ABSTAIN} != {*sides, yes_no.ABSTAIN}:
        raise at.wrong('expected ["yes", "no"], or the name of the one proposal')
    return sides
