"""People and dates: who can come when, as everyone knows it from polls of dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.lettering import Lettering, lettered
from bot.reports.pictures.vote.bars import bars
from bot.reports.pictures.vote.chart import chart
from bot.reports.record import SessionRecord
from bot.reports.vote.dates import answer_name, city_of, stacked
from bot.reports.vote.found_date import ALL, UNANSWERED
from bot.reports.vote.signed import named_ballots
from bot.reports.vote.telling import Place, Telling, answers_of, places
from bot.tally.rules.dates import IF_NEED_BE, YES
from bot.workshop.sessions.session import StepRun
from bot.workshop.vote.ballot import CastBallot, Grades

# More people than this, and a picture would be too tall to be read in a chat.
PEOPLE = 40
# More dates, and their columns would be too narrow for their hours.
DATES = 12
_NAME = 32


@dataclass(frozen=True, slots=True)
class _Grid:
    """The dates that are drawn, in their order, and who answered."""

    telling: Telling
    shown: Sequence[Place]
    people: Sequence[CastBallot]

    @property
    def best(self) -> Sequence[str]:
        """The dates that are the best, more than one where they tie."""
        outcome = self.telling.outcome
        if not self.telling.decides:
            return ()
        return (outcome.chosen,) if outcome.chosen is not None else outcome.winners

    def columns(self) -> list[dict[str, object]]:
        telling, found = self.telling, []
        t, zone = telling.t, telling.vote.plan.zone or "UTC"
        by_name = telling.vote.by_name
        years = {o.slot.day(zone).year for o in telling.vote.options if o.slot is not None}
        for place in self.shown:
            option, counts = by_name.get(place.name), answers_of(telling.outcome, place.name)
            slot = option.slot if option is not None else None
            found.append(
                {
                    "number": place.name,
                    "lines": stacked(slot, zone, t, year=len(years) > 1) if slot else [],
                    "gone": "" if option is not None and option.stands else t("dates.grid.gone"),
                    "best": place.name in self.best,
                    "can": str(int(telling.outcome.figures[place.name])),
                    "yes": counts[YES],
                    "if_need_be": counts[IF_NEED_BE],
                }
            )
        return found

    def rows(self) -> list[dict[str, object]]:
        return [
            {
                "name": self._name(one),
                "cells": [
                    cast(Grades, one.content).get(place.name, UNANSWERED) for place in self.shown
                ],
            }
            for one in self.people
        ]

    def _name(self, one: CastBallot) -> Lettering:
        t = self.telling.t
        if one.name is None:
            return lettered(t.n("dates.missing.room", one.weight), t.language)
        return lettered(one.name, t.language, _NAME)


def dates(record: SessionRecord, step: StepRun, telling: Telling) -> list[Drawing]:
    """Return who answered what for which date, where the vote was signed by few enough people to be
    read; the counts of each date otherwise."""
    t, people = telling.t, named_ballots(telling)
    if not people:
        return bars(record, step, telling)
    if len(people) > PEOPLE:
        too_many = t.n("dates.grid.many", len(people), most=PEOPLE)
        return bars(record, step, telling, too_many)
    ranked = places(telling.vote)
    slots = {option.name: option.slot for option in telling.vote.options}
    kept = sorted(
        ranked[:DATES],
        key=lambda place: slot.starts.timestamp() if (slot := slots.get(place.name)) else 0,
    )
    grid, zone = _Grid(telling, kept, people), telling.vote.plan.zone or "UTC"
    cut = len(ranked) - len(kept)
    hours = any(slot is not None and not slot.all_day for slot in slots.values())
    data: Mapping[str, object] = {
        "zone": t("dates.grid.zone", city=city_of(zone, t)) if hours else "",
        "legend": [{"answer": one, "name": answer_name(one, t)} for one in ALL],
        "options": grid.columns(),
        "rows": grid.rows(),
        "can": t("dates.grid.can"),
        "if_need_be": t("dates.grid.if_need_be"),
        "best": t("dates.grid.best" if len(grid.best) == 1 else "dates.grid.level"),
        "rest": [t("dates.grid.how"), *([t.n("dates.grid.cut", cut)] if cut else [])],
    }
    return chart(record, step, telling, "grid", data)
