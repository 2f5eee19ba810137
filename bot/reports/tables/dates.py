"""Each vote on dates as a table: one column a date; of a signed vote one row a person, then how
many gave each answer. Of a secret one there is nothing but these sums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from bot.i18n import Catalogue
from bot.reports.record import SessionRecord, VoteRecord
from bot.reports.tables.sheet import Cell, sheet
from bot.reports.vote.dates import answer_name
from bot.reports.vote.found_date import ALL, UNANSWERED
from bot.reports.vote.naming import naming
from bot.reports.vote.telling import answers_of
from bot.workshop.alike import fold
from bot.workshop.vote.ballot import Grades
from bot.workshop.vote.methods import Method


def dates(record: SessionRecord, t: Catalogue) -> Mapping[str, bytes]:
    """Return a table for each vote on dates that may be told, by its step."""
    return {
        t("document.step", step=step.position + 1): _table(vote, t)
        for step in record.steps
        if (vote := record.votes.get(step.id)) is not None
        and vote.plan.method is Method.DATES
        and vote.detailed
    }


def _table(vote: VoteRecord, t: Catalogue) -> bytes:
    names = [option.name for option in vote.options]
    head = [t("table.person"), *(naming(option, t) for option in vote.options)]
    rows: list[list[Cell]] = []
    for who, given in [] if vote.secret else _people(vote, t):
        rows.append([who, *(answer_name(given.get(name, UNANSWERED), t) for name in names)])
    for answer in ALL:
        counts = [answers_of(vote.outcome, name)[answer] for name in names]
        rows.append([t("table.in_all", answer=answer_name(answer, t)), *counts])
    return sheet(head, rows, t)


def _people(vote: VoteRecord, t: Catalogue) -> list[tuple[str, Grades]]:
    """Return who answered what, by name, then what was recorded for people in the room."""
    named = [(one.name, cast(Grades, one.content)) for one in vote.ballots if one.name is not None]
    named.sort(key=lambda held: fold(held[0]))
    room = [
        (t.n("dates.missing.room", one.weight), cast(Grades, one.content))
        for one in vote.ballots
        if one.in_room
    ]
    return [*named, *room]
