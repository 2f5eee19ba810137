"""The ballots of a signed vote, in words; those recorded for people in the room have no name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from bot.i18n import Catalogue
from bot.reports.vote.dates import answer_name
from bot.reports.vote.telling import Telling
from bot.reports.writing import inline, table
from bot.workshop.alike import by_name
from bot.workshop.vote.ballot import CastBallot, Content, marked
from bot.workshop.vote.methods import Method

# A table of more dates would be wider than a page.
_COLUMNS = 12


def signed_ballots(telling: Telling) -> list[str]:
    """Return one line a ballot, by name; nothing in a secret vote, or once they were deleted."""
    vote, t = telling.vote, telling.t
    if vote.secret:
        return []
    named = [(one.name, one.content) for one in vote.ballots if one.name is not None]
    named.sort(key=lambda signed: (by_name(signed[0]), str(signed[1])))
    lines = [
        t("report.vote.ballot", name=inline(name), ballot=_said(telling, content))
        for name, content in named
    ]
    lines += [
        t.n("report.vote.ballot_room", one.weight, ballot=_said(telling, one.content))
        for one in vote.ballots
        if one.in_room
    ]
    return lines


def named_ballots(telling: Telling) -> list[CastBallot]:
    """Return the ballots of a signed vote by name, those that were recorded for the room last;
    nothing in a secret vote, where a name is not known, or once they were deleted."""
    vote = telling.vote
    if vote.secret or any(one.name is None and not one.in_room for one in vote.ballots):
        return []
    return sorted(vote.ballots, key=lambda one: (one.name is None, by_name(one.name or ""), one.id))


def answers_table(telling: Telling) -> str:
    """Return who answered what for which date, a line for each person; nothing where this would be
    wider than a page, where the vote was not on dates, or where nobody is named."""
    t, vote = telling.t, telling.vote
    options = [option for option in vote.options if not option.removed]
    held = named_ballots(telling)
    if telling.method is not Method.DATES or not held or len(options) > _COLUMNS:
        return ""
    head = [t("report.vote.person")]
    head += [t("report.vote.ballot_tick", number=option.name) for option in options]
    rows = []
    for one in held:
        content = cast("Mapping[str, str]", one.content)
        name = inline(one.name) if one.name else t.n("dates.missing.room", one.weight)
        rows.append([name, *(_answer(content.get(option.name), t) for option in options)])
    return table(head, rows)


def _answer(answer: str | None, t: Catalogue) -> str:
    return "—" if answer is None else t(f"dates.grid.cell.{answer}")


def _said(telling: Telling, content: Content) -> str:
    t = telling.t
    if not marked(content):
        return t("report.vote.ballot_blank")
    if isinstance(content, str):
        return t(f"ballot.{content}")
    if isinstance(content, dict):
        each = cast("Mapping[str, object]", content)
        return ", ".join(
            t("report.vote.ballot_mark", number=name, given=_given(telling, given))
            for name, given in each.items()
        )
    told = [
        _tick(telling, item)
        if isinstance(item, str)
        else " = ".join(_tick(telling, name) for name in item)
        for item in content
    ]
    return (" > " if telling.method.is_ranked else ", ").join(told)


def _tick(telling: Telling, name: str) -> str:
    return telling.t("report.vote.ballot_tick", number=name)


def _given(telling: Telling, given: object) -> str:
    """Return a number, a grade, the scores of each criterion, or what was answered for a date."""
    if telling.method is Method.DATES:
        return answer_name(str(given), telling.t).lower()
    if telling.method is Method.RESISTANCE:
        return telling.t("resistance.ballot.given", points=given)
    if isinstance(given, Mapping):
        return " ".join(f"{inline(criterion)} {score}" for criterion, score in given.items())
    return inline(str(given))
