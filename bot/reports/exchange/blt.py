"""Ranked ballots as BLT, the file that counting programs read (OpaVote, OpenTally, Droop, eSTV).

Source: Hill, Wichmann and Woodall (1987), “Algorithm 123: Single transferable vote by Meek's
method”, The Computer Journal 30(3), with the sign ``=`` between equals of OpenSTV. First line: how
many options, and how many seats; then how many ballots say the same, the options by rank, ``0``;
then a ``0`` alone; then the options by name, and the question. The format escapes nothing: a double
quotation mark within a name is written as two single ones, and line ends as spaces.

*One file for each vote*, named by its step: a program reads one election a file. A vote whose
ballots the JSON withholds, or that were deleted, has none. What was withdrawn while people voted is
counted by our rules, so that it is not marked as withdrawn here; transferable votes pass it over,
and it is. `bot.tally.blt` reads such files.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord, VoteRecord
from bot.reports.vote.data import withheld
from bot.reports.vote.naming import naming
from bot.workshop.text import one_line
from bot.workshop.vote.ballot import Content
from bot.workshop.vote.document import document
from bot.workshop.vote.methods import Method


def elections(record: SessionRecord, t: Catalogue) -> dict[str, bytes]:
    """Return the files by what tells them apart, the word and the number of their step."""
    return {
        t("document.step", step=step.position + 1): _election(record.votes[step.id], t)
        for step in record.steps
        if step.id in record.votes and _is_ranked(record.votes[step.id])
    }


def has_elections(record: SessionRecord) -> bool:
    """Return whether a session has ranked ballots that are published."""
    return any(_is_ranked(vote) for vote in record.votes.values())


def _is_ranked(vote: VoteRecord) -> bool:
    return vote.plan.method.is_ranked and withheld(vote) is None and bool(vote.ballots)


def _election(vote: VoteRecord, t: Catalogue) -> bytes:
    cast = [(one.weight, one.content) for one in vote.ballots]
    told = document(vote.plan, t.language, vote.options, cast, None)
    places = {name: str(place) for place, name in enumerate(told["options"], start=1)}
    lines = [
        f"{len(places)} {vote.plan.seats}",
        *(f"-{places[option.name]}" for option in vote.gone if vote.plan.method is Method.STV),
        *(
            " ".join([str(one["weight"]), *_ranks(one["ballot"], places), "0"])
            for one in told["ballots"]
        ),
        "0",
        *(_quoted(naming(vote.by_name[name], t)) for name in places),
        _quoted(vote.plan.asked(t.language)),
    ]
    return "\n".join([*lines, ""]).encode()


def _ranks(ballot: Content, places: dict[str, str]) -> Iterator[str]:
    """Yield each rank of a ballot: one option, or equals."""
    for group in ballot:
        yield "=".join(sorted((places[name] for name in group), key=int))


def _quoted(text: str) -> str:
    return '"' + one_line(text).replace('"', "''") + '"'
