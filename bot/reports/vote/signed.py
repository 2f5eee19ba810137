"""The ballots of a signed vote, in words; those recorded for people in the room have no name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from bot.reports.vote.dates import answer_name
from bot.reports.vote.telling import Telling
from bot.reports.writing import inline
from bot.workshop.alike import by_name
from bot.workshop.vote.ballot import Content, marked
from bot.workshop.vote.methods import Method


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
