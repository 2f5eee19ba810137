"""The recount: a vote read from JSON, counted by its rule, answered in JSON.

A vote is ``{"method", "options", "settings", "ballots"}``, or ``"totals"`` in the place of the
ballots (`bot.tally.totals`), and the answer ``{"method", "ranking",
"winners", "tie", "quorum_met", "details"}``: see COUNTING.md and each rule's module. A session's
JSON export, which holds its votes in this form, is recounted vote by vote.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import islice

from bot.tally import blt, quorum
from bot.tally.lot import drawn
from bot.tally.methods import METHODS, YES_NO, Counted, seated
from bot.tally.reading import At, parsed
from bot.tally.result import Json, Result
from bot.tally.rules import yes_no
from bot.tally.settings import KNOWN, Settings
from bot.tally.statement import differences, dots_differences, withheld_differences

# The format of an export, those of before that are still counted, and why it holds nothing of a
# secret vote in which too few voted.
FORMAT = "gommette/session/2"
BEFORE = ("gommette/session/1",)
TOO_FEW = "too_few"

FORM = 'an object with "method", "options", "settings" and "ballots"'


def recounted(content: bytes) -> str:
    """Return the answer to the JSON `content`, as JSON text; raise as `answer_to` does."""
    return written(answer_to(content))


def answer_to(content: bytes, *, named_blt: bool = False) -> dict[str, Json]:
    """Return the answer to the JSON `content`, or to the ballots of a BLT (`bot.tally.blt`), which
    what begins as one is, and a file that is `named_blt`; raise Malformed when it cannot be
    counted."""
    if named_blt or blt.is_blt(content):
        return vote(At(blt.parsed(content)))
    document = parsed(content)
    entries = document.entries(FORM)
    return session(entries) if _is_session(entries) else vote(document)


def written(answer: Mapping[str, Json]) -> str:
    """Return an answer as JSON text."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(answer)
    # Joined as they come: a large answer is millions of pieces.
    blocks = iter(lambda: "".join(islice(pieces, 10_000)), "")
    text = "".join(blocks)
    # Half a character cannot be written otherwise: in JSON this is how it is escaped.
    return text.encode("utf-8", "backslashreplace").decode()


def stands(answer: Mapping[str, Json]) -> bool:
    """Tell whether all that a file states agrees with its ballots."""
    if answer.get("differences"):
        return False
    votes = answer.get("votes", ())
    assert isinstance(votes, Sequence)
    return all(isinstance(one, Mapping) and one.get("as_stated") is not False for one in votes)


def vote(at: At) -> dict[str, Json]:
    """Return the answer to one vote; raise Malformed, with the place, when it is not one.

    ``quorum`` is a number of ballots, weights added; ``quorum_met`` is None without one. Where it
    is not met nothing is decided: nobody wins and nothing ties or is adopted. Entries other than
    those of a vote, such as the labels of an export, are not looked at. Where the settings have
    ``seats``, the answer has ``elected`` (whom `winners` repeats), ``tied_at_cut``, those who tie
    for the ``places_left``.
    """
    entries = at.entries(FORM)
    method = at.needed("method").one_of(METHODS)
    _check_places(entries)
    settings = Settings(entries.get("settings") or at.beside("settings", {}))
    if method == YES_NO:
        options = _sides(entries.get("options"))
    else:
        options = at.needed("options").names()
        if not options:
            raise entries["options"].wrong("expected at least one option")
    counted = seated(method, _counted(at, method, options, settings), settings)
    return _answer(method, settings, counted)


def totals(at: At) -> Mapping[str, Json] | None:
    """Return what the ballots of one vote add up to, in the form of the file (`bot.tally.totals`).

    None where the method needs them whole. Raises Malformed as `vote` does.
    """
    entries = at.entries(FORM)
    method = at.needed("method").one_of(METHODS)
    settings = Settings(entries.get("settings") or at.beside("settings", {}))
    options = [] if method == YES_NO else at.needed("options").names()
    return METHODS[method].ballots(options, settings, at.needed("ballots")).totals


def session(document: Mapping[str, At]) -> dict[str, Json]:
    """Return the answers to the votes of a session's export, in its order.

    Raises Malformed where it is of another format than `FORMAT` or one of `BEFORE`.

    Each has its ``step``, and says in ``as_stated`` whether every figure that it states is the one
    that the ballots give (None where the file states no result); ``differences`` names those that
    are not, each with its place (`bot.tally.statement`). ``labels`` are the words of the options.
    A tie that was settled by a published seed
    is drawn again: ``lot`` is the order of the options that tied. A vote whose ballots were
    withheld is named with the reason, and not recounted: what it states all the same is held
    against that reason. ``differences`` beside the votes are those of the dots of post-its.
    """
    if "format" in document:
        document["format"].one_of([FORMAT, *BEFORE])
    votes = document["votes"]
    answers: list[Json] = []
    for at in votes.items("a list of votes"):
        entries = at.entries(FORM)
        answer: dict[str, Json] = {}
        for name in ("step", "question"):
            value = entries[name].value if name in entries else None
            if isinstance(value, str):
                answer[name] = entries[name].text()
            elif isinstance(value, int):
                answer[name] = value
        withheld = _value(entries, "ballots_withheld")
        if isinstance(withheld, str) and _value(entries, "totals") is None:
            answer["ballots_withheld"] = withheld
            if withheld == TOO_FEW and (differ := withheld_differences(entries)):
                answer |= {"as_stated": False, "differences": differ}
        else:
            counted = vote(at)
            answer |= counted
            if "labels" in entries:
                labels = _entries_of(entries["labels"])
                answer["labels"] = {name: of.text() for name, of in labels.items()}
            second = _entries_of(entries.get("second_rule"))
            seed = second["seed"].value if "seed" in second else None
            if isinstance(seed, str) and counted["tie"]:
                tied = counted.get("tied_at_cut", counted["winners"])
                answer["lot"] = drawn(second["seed"].text(), _names(tied))
            stated = entries["result"].value if "result" in entries else None
            differ = differences(entries, answer)
            answer["as_stated"] = not differ if stated is not None or differ else None
            if differ:
                answer["differences"] = differ
        answers.append(answer)
    found: dict[str, Json] = {"votes": answers}
    if differ := dots_differences(document, answers):
        found["differences"] = differ
    return found


def _counted(at: At, method: str, options: Sequence[str], settings: Settings) -> Counted:
    """Count the ballots of a vote or, where the file has those instead, its totals."""
    entries = at.entries()
    if "totals" in entries and entries["totals"].value is not None:
        summed = entries["totals"]
        if "ballots" in entries and entries["ballots"].value is not None:
            raise summed.wrong('expected "ballots" or "totals", not both')
        of_totals = METHODS[method].totals
        if of_totals is None:
            raise summed.wrong(f"{method} is counted from whole ballots only")
        return of_totals(options, settings, summed)
    ballots = at.needed("ballots")
    if ballots.value is None:
        raise ballots.wrong("withheld from this file, so there is nothing to recount")
    return METHODS[method].ballots(options, settings, ballots)


def _check_places(entries: Mapping[str, At]) -> None:
    """Raise Malformed for a setting beside the settings, where it would not be read.

    A quorum may be told again there, as an export does.
    """
    held = _entries_of(entries.get("settings"))
    for name in KNOWN:
        if name in entries and entries[name].value is not None:
            if name == "quorum" and "quorum" in held:
                continue
            raise entries[name].wrong('is a setting, which belongs in "settings"')


def _is_session(entries: Mapping[str, At]) -> bool:
    return "votes" in entries and "method" not in entries


def _answer(method: str, settings: Settings, counted: Counted) -> dict[str, Json]:
    wanted = settings.whole("quorum", 0)
    uncounted = 0 if settings.abstentions_count() else counted.blank
    met = quorum.met(wanted, counted.weight - uncounted)
    result = counted.result if met is not False else counted.result.undecided
    return {
        "method": method,
        "ranking": result.ranking,
        "winners": result.winners,
        "tie": result.tie,
        **_seats(result),
        "quorum_met": met,
        "details": {
            "ballots": counted.weight,
            "blank": counted.blank,
            "settings": settings.used,
            "settings_not_used": settings.unused,
            **result.details,
        },
    }


def _seats(result: Result) -> dict[str, Json]:
    """Return who is elected where several seats are filled, who is tied for what is left of them,
    and how many those are."""
    cut = result.cut
    if cut is None:
        return {}
    return {"elected": cut.elected, "tied_at_cut": cut.tied, "places_left": cut.left}


def _entries_of(at: At | None) -> Mapping[str, At]:
    return {} if at is None or at.value is None else at.entries()


def _value(entries: Mapping[str, At], name: str) -> object:
    return entries[name].value if name in entries else None


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
