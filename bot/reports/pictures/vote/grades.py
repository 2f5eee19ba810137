"""Majority judgment: for each option, how many gave each grade, and the line at the half."""

from __future__ import annotations

from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.lettering import lettered
from bot.reports.pictures.vote.chart import OPTIONS, chart, entry, others
from bot.reports.record import SessionRecord
from bot.reports.vote.telling import Place, Telling, majority_grade, places, tally_that_counts
from bot.tally.missing import Missing
from bot.workshop.sessions.session import StepRun

# Which of the seven colours of the template so many grades have: the same as on the ballots
# (`bot.interface.words.vote.ballots`), the extremes last.
_COLOURS = {
    3: (1, 3, 5),
    4: (1, 2, 3, 5),
    5: (1, 2, 3, 4, 5),
    6: (0, 1, 2, 3, 4, 5),
    7: (0, 1, 2, 3, 4, 5, 6),
}
_NAME = 30


def grades(record: SessionRecord, step: StepRun, telling: Telling) -> list[Drawing]:
    """Return the profile of each option, from its worst grades to its best."""
    t, vote = telling.t, telling.vote
    names = vote.plan.grade_names(t.language)
    colours = _COLOURS[len(names)]
    ranked = places(vote)
    shown = ranked[:OPTIONS]
    counted_so = sum(tally_that_counts(vote, place.name)[1] for place in shown)
    missing = sum(int(telling.details["options"][place.name]["missing"]) for place in shown)
    rest = [t("picture.result.half_line")]
    if missing > counted_so:
        rest.append(t.n("picture.result.left_out", missing - counted_so))
    rest += others(telling, ranked, len(shown))
    data = {
        "legend": [
            {"name": lettered(name, t.language, _NAME), "colour": colour}
            for name, colour in zip(names, colours, strict=True)
        ],
        "assumed": _assumed(telling) if counted_so else "",
        "half": t("picture.result.half"),
        "options": [_profile(telling, place, colours) for place in shown],
        "rest": rest,
    }
    return chart(record, step, telling, "grades", data)


def _assumed(telling: Telling) -> str:
    """Return what the grades that were left out count as, in the words of the legend."""
    t, plan = telling.t, telling.vote.plan
    if plan.missing is Missing.MEDIAN:
        return t("picture.result.assumed.median")
    return t("picture.result.assumed.worst", worst=plan.grade_names(t.language)[0])


def _profile(telling: Telling, place: Place, colours: tuple[int, ...]) -> dict[str, object]:
    vote, t = telling.vote, telling.t
    tally, assumed = tally_that_counts(vote, place.name)
    grade, total = majority_grade(vote, place.name), sum(tally.values())
    given = telling.details["options"][place.name]["grades"]
    parts = [
        {
            "colour": colour,
            "count": count,
            "share": count / total,
            "median": name == grade,
            # Grades that were left out and count as this one, as a part of this one.
            "assumed": (count - int(given[name])) / count if assumed and count else 0,
        }
        for (name, count), colour in zip(tally.items(), colours, strict=True)
        if count
    ]
    colour = next(part["colour"] for part in parts if part["median"])
    return entry(telling, place) | {
        "grade": lettered(grade, t.language, _NAME),
        "colour": colour,
        "parts": parts,
    }
