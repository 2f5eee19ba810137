"""What a session that comes from its file says of those before it, and what was put right in it.

The series and what was said of actions of other sessions are kept as the file says them: those
sessions may not be here. Where they are, brought in too, *they are one series again*: one that has
the same title, and no session of that rank. Brought in by rank, each continues the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.store import Transaction
from bot.workshop.review.correction import Correction, Item, Of
from bot.workshop.transfer.document import Document, RewordedPart


@dataclass(frozen=True, slots=True)
class Rows:
    """The identifiers of what was written: in the order of the file, or by number."""

    steps: Sequence[int]
    themes: Sequence[int]
    postits: Sequence[int]
    numbered: Mapping[int, int]
    milestones: Mapping[int, int]
    actions: Sequence[int]


async def write_series(
    tx: Transaction, told: Document, session_id: int, server_id: int
) -> dict[str, Any] | None:
    """Put a session in its series; return what is kept of its place, None where it has none."""
    said = told.series
    if said is None:
        return None
    series_id, continues = None, None
    for one in await tx.follows.titled(server_id, said.title):
        ranks = {}
        for other in await tx.follows.of_series(one):
            place = await tx.follows.place(other)
            ranks[place.rank if place is not None else 0] = other
        if said.rank not in ranks:
            series_id, continues = one, ranks.get(said.rank - 1)
            break
    if series_id is None:
        series_id = await tx.follows.add_series(server_id, said.title)
    await tx.follows.put_in(session_id, series_id, continues)
    before = said.before
    day = before.day.isoformat() if before is not None and before.day is not None else None
    return {
        "title": said.title,
        "rank": said.rank,
        "before": before.title if before is not None else None,
        "day": day,
    }


def told_followed(told: Document, steps: Sequence[int]) -> list[dict[str, Any]]:
    """Return what is kept of actions that steps asked about."""
    return [
        {
            "step": steps[one.step - 1],
            "what": one.what,
            "owner": one.owner,
            "due": one.due.isoformat() if one.due is not None else None,
            "from": one.whence,
            "said": one.said,
            "ours": one.of_this_session,
        }
        for one in told.followed
    ]


async def write_corrections(tx: Transaction, told: Document, session_id: int, rows: Rows) -> None:
    """Keep what was put right. The file has the words that were put in their place, and nothing of
    what was left out: the first are said again of what they are about, the others of nothing."""
    if told.corrections is None:
        return
    nothing = count(-1, -1)
    unnamed = {
        Of.THEME: _corrected(rows.themes, told.themes),
        Of.ACTION: _corrected(rows.actions, told.actions),
        Of.POSTIT: (
            (row, one) for row, one in _corrected(rows.postits, told.postits) if one.number is None
        ),
    }
    for reworded in told.corrections.reworded:
        item, held = _item(told, reworded, rows, unnamed, nothing)
        for field in reworded.fields:
            text = getattr(held, field, None)
            await tx.corrections.put(session_id, Correction(item, field, text or ""))
    for of, number in told.corrections.left_out.items():
        for _ in range(number):
            await tx.corrections.put(session_id, Correction(Item(of, next(nothing)), ""))


def _corrected(rows: Sequence[int], told: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    return ((row, one) for row, one in zip(rows, told, strict=True) if one.corrected)


def _item(
    told: Document,
    said: RewordedPart,
    rows: Rows,
    unnamed: Mapping[Of, Iterator[tuple[int, Any]]],
    nothing: Iterator[int],
) -> tuple[Item, object]:
    """Return what was put right, and what holds its words now. Which theme or action it was is not
    told: one of those that say so."""
    of, number = said.of, said.number
    absent = (next(nothing), None)
    match of:
        case Of.SESSION:
            return Item(of, 0), told.session
        case Of.CONSENT if said.step is not None:
            held = next((one for one in told.consents if one.step == said.step), None)
            return Item(of, rows.steps[said.step - 1]), _Note(
                held.note_of_facilitators if held is not None else None
            )
        case Of.OPTION if said.step is not None:
            vote = next((one for one in told.votes if one.step == said.step), None)
            choices = vote.choices if vote is not None else ()
            label = next((one.text for one in choices if one.name == str(number)), None)
            return Item(of, rows.steps[said.step - 1], number or 0), _Label(label)
        case Of.POSTIT if number is not None:
            which = rows.numbered[number]
            return Item(of, which), next(one for one in told.postits if one.number == number)
        case Of.MILESTONE if number is not None:
            which = rows.milestones[number]
            return Item(of, which), next(one for one in told.milestones if one.number == number)
    which, found = next(unnamed.get(of, iter(())), absent)
    return Item(of, which), found


@dataclass(frozen=True, slots=True)
class _Note:
    note: str | None


@dataclass(frozen=True, slots=True)
class _Label:
    label: str | None
