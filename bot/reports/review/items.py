"""What may be put right in a summary, item by item, as people wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.reports.record import SessionRecord
from bot.workshop.consent.proposal import Stance
from bot.workshop.notes.note import Note
from bot.workshop.notes.parked import Parked
from bot.workshop.review.correction import Item, Of


@dataclass(frozen=True, slots=True)
class Entry:
    """An item: its words by field, what it is called, and its number or year where it has one."""

    item: Item
    texts: Mapping[str, str]
    label: str
    number: int | None = None


def entries(
    record: SessionRecord, notes: Sequence[Note], parked: Sequence[Parked]
) -> Mapping[Of, tuple[Entry, ...]]:
    """Return every item of `record`, which is as people wrote it, by kind and in its order."""
    found: dict[Of, tuple[Entry, ...]] = {
        Of.SESSION: (
            Entry(Item(Of.SESSION, 0), {"title": record.session.title}, record.session.title),
        ),
        Of.CONSENT: tuple(
            Entry(Item(Of.CONSENT, step), {"note": ""}, held.decision.text)
            for step, held in record.consents.items()
            if held.decision is not None
        ),
        Of.OPTION: tuple(
            Entry(Item(Of.OPTION, step, o.number), {"label": o.label}, o.label, o.number)
            for step, vote in record.votes.items()
            for o in vote.options
            # Others say what a post-it, a theme or a milestone does: they follow it.
            if o.source_id is None
        ),
        Of.THEME: tuple(
            Entry(Item(Of.THEME, one.id), {"name": one.name}, one.name)
            for one in record.sorting.themes
        ),
        Of.MILESTONE: tuple(
            Entry(
                Item(Of.MILESTONE, one.id),
                {
                    "statement": one.statement,
                    "who": one.who or "",
                    "enablers": one.enablers or "",
                    "obstacles": one.obstacles or "",
                },
                one.statement,
                one.number,
            )
            for one in record.milestones
        ),
        Of.ACTION: tuple(
            Entry(
                Item(Of.ACTION, one.id),
                {"what": one.what, "owner": one.owner, "first_step": one.first_step or ""},
                one.what,
            )
            for one in record.actions
        ),
        Of.CONCERN: tuple(
            Entry(Item(Of.CONCERN, step, rank), {}, text)
            for step, held in record.consents.items()
            if held.decision is not None
            for rank, text in enumerate(held.decision.concerns)
        ),
        Of.OBJECTION: tuple(
            Entry(Item(Of.OBJECTION, answer.id), {}, answer.reason or "")
            for held in record.consents.values()
            for answer in held.proposal.worded(Stance.OBJECTION)
        ),
        Of.PARKED: tuple(_texts(((p.id, p.text) for p in parked), Of.PARKED)),
        Of.POSTIT: tuple(
            Entry(Item(Of.POSTIT, one.id), {"text": one.text}, one.text, one.number)
            for one in sorted(record.postits, key=lambda p: (p.number is None, p.number or 0))
        ),
        Of.COMMENT: tuple(
            Entry(Item(Of.COMMENT, comment.id), {}, comment.text)
            for one in record.postits
            for comment in record.echo(one).comments
        ),
        Of.REMARK: tuple(
            Entry(Item(Of.REMARK, remark.id), {}, remark.text)
            for held in record.consents.values()
            for remark in (*held.proposal.questions, *held.proposal.reactions)
        ),
        Of.MARK: tuple(
            Entry(Item(Of.MARK, step, rank), {}, text)
            for step, held in record.rates.items()
            for rank, text in enumerate(held.remarks)
        ),
        Of.WORD: tuple(
            _texts(((w.id, w.text) for held in record.turns.values() for w in held.words), Of.WORD)
        ),
        Of.MOVED: tuple(
            Entry(Item(Of.MOVED, step, rank), {}, one.text)
            for step, held in record.lines.closed.items()
            for rank, one in enumerate(held.told)
            if one.text
        ),
        Of.NOMINATION: tuple(
            _texts(
                (
                    (one.id, one.reason)
                    for held in record.elections.values()
                    for one in held.naming.nominations
                    if one.hidden is None
                ),
                Of.NOMINATION,
            )
        ),
        Of.RESISTANCE: tuple(
            _texts(
                ((one.id, one.text) for vote in record.votes.values() for one in vote.reasons),
                Of.RESISTANCE,
            )
        ),
        Of.NOTE: tuple(_texts(((n.id, n.text) for n in notes), Of.NOTE)),
    }
    return {of: found[of] for of in Of if found[of]}


def _texts(texts: Iterable[tuple[int, str]], of: Of) -> Iterator[Entry]:
    for row, text in texts:
        yield Entry(Item(of, row), {"text": text}, text)
