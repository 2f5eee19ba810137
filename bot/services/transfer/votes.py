"""The rows of votes that come from a file: options, and ballots where it has them."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.store import Transaction
from bot.store.rows.base import Value, to_text
from bot.store.rows.imports import drawn
from bot.workshop.transfer.votes import Choice, MendedPart, ReasonPart, VotePart
from bot.workshop.vote.mending.change import Mended
from bot.workshop.vote.options import Departure

# How many people one row of a ballot stands for at most.
_HEAVIEST = 9999


async def write_votes(
    tx: Transaction,
    votes: Iterable[VotePart],
    steps: Sequence[int],
    sources: Mapping[str, Mapping[int, int]],
) -> None:
    """Write the votes; `sources` are the identifiers of what options stand for, by what a vote is
    on and by the number that the file calls it."""
    for vote in votes:
        step_id = steps[vote.step - 1]
        known = sources.get(vote.on, sources["themes"])
        await tx.imports.add_all(
            "vote_options",
            [_option(step_id, rank, one, known) for rank, one in enumerate(vote.choices)],
        )
        await tx.imports.add_all("vote_mendings", [_mended(step_id, one) for one in vote.mended])
        rows = _ballots(vote)
        await tx.imports.add_all(
            "counted_ballots",
            [
                {"step_id": step_id, "id": drawn_id, **row}
                for drawn_id, row in zip(drawn(len(rows)), rows, strict=True)
            ],
        )
        await tx.imports.add_all(
            "resistance_reasons",
            [
                {"id": drawn_id, "step_id": step_id, **_reason(one)}
                for drawn_id, one in zip(drawn(len(vote.reasons)), vote.reasons, strict=True)
            ],
        )
        if vote.totals is not None or vote.merged:
            told: dict[str, Value] = {
                "step_id": step_id,
                "totals": json.dumps(vote.totals) if vote.totals is not None else None,
                "merged": json.dumps(dict(vote.merged)),
            }
            await tx.imports.add_all("imported_votes", [told])


def _reason(one: ReasonPart) -> dict[str, Value]:
    return {
        "number": int(one.option),
        "text": one.text,
        "earlier": int(one.earlier),
        "in_room": int(one.in_room),
        "voter_name": one.author,
    }


def _mended(step_id: int, one: MendedPart) -> dict[str, Value]:
    made = Mended(one.what, one.at, one.ballots)
    return {
        "step_id": step_id,
        "kind": one.what.value,
        "at": to_text(one.at),
        "ballots": one.ballots,
        "number": int(one.option) if one.option is not None else None,
        "before": one.before,
        "after": one.after,
        "asks": int(made.asks),
    }


def _option(step_id: int, rank: int, one: Choice, known: Mapping[int, int]) -> dict[str, Value]:
    source = None
    if one.stands_for == "something":
        # What is not in the file is no row here: nothing has such an identifier.
        source = known[one.source] if one.source is not None else -secrets.randbits(62)
    return {
        "step_id": step_id,
        "number": int(one.name),
        "source_id": source,
        "label": one.text,
        "dimension": one.dimension,
        "year": one.year,
        "place": one.place,
        "theme": one.theme,
        "rank": rank,
        "gone": one.gone if one.gone is not Departure.PASSED else None,
        "passed": int(one.gone is Departure.PASSED),
        "starts": to_text(one.date.starts) if one.date else None,
        "ends": to_text(one.date.ends) if one.date else None,
        "all_day": int(one.date is not None and one.date.all_day),
        "cost": one.cost,
    }


def _ballots(vote: VotePart) -> list[dict[str, Value]]:
    """Return the ballots of a vote: those with a name, those of the room in their order, then the
    others, which say nothing of whose they are."""
    left: Counter[str] = Counter()
    for entry in vote.ballots or ():
        left[_text(entry.ballot)] += entry.weight
    rows: list[dict[str, Value]] = []
    for named in vote.voters or ():
        rows.append(_row(_text(named.ballot), 1, name=named.name))
        left[_text(named.ballot)] -= 1
    for one in vote.ballots_of_room or ():
        rows.append(_row(_text(one.ballot), one.people, in_room=True))
        left[_text(one.ballot)] -= one.people
    for content, weight in left.items():
        while weight > 0:
            rows.append(_row(content, min(weight, _HEAVIEST)))
            weight -= _HEAVIEST
    return rows


def _row(
    content: str, weight: int, *, name: str | None = None, in_room: bool = False
) -> dict[str, Value]:
    return {
        "content": content,
        "voter_name": name,
        "weight": weight,
        "in_room": int(in_room),
    }


def _text(ballot: object) -> str:
    return json.dumps(ballot, ensure_ascii=False)
