"""The result of a dot vote: a bar of dots for each option, best first, ties marked."""

from __future__ import annotations

from bot.i18n import Catalogue
from bot.reports.pictures.drawing import Drawing, alt_text, file_name
from bot.reports.pictures.lettering import lettered
from bot.reports.record import SessionRecord, VoteRecord
from bot.workshop.session import StepRun
from bot.workshop.steps import Vote
from bot.workshop.text import shorten

_OPTIONS = 8
_LABEL = 170
_TITLE = 90
_NAME = 60
_ALT_TEXT = 90
# More dots than this on one bar, and each one drawn stands for several.
_DOTS = 40


def result(record: SessionRecord, step: StepRun, t: Catalogue) -> list[Drawing]:
    """Return the result of the counted vote of `step`.

    Nothing when nobody placed a dot, or when so few voted that it would tell who voted what.
    """
    vote = record.votes.get(step.id)
    if vote is None or not vote.detailed or not vote.tally.winners:
        return []
    assert isinstance(step.plan, Vote)
    language = record.session.language
    best = vote.tally.totals[vote.tally.winners[0]]
    worth = -(-best // _DOTS)
    ranked = _ranked(vote)
    shown = ranked[:_OPTIONS]
    turnout = t.n("picture.result.turnout", vote.turnout)
    labels = {option.number: option for option in vote.options}
    options = [
        {
            "rank": rank,
            "number": number,
            "text": lettered(labels[number].label, language, _LABEL),
            "lane": lettered(lane, language, _NAME)
            if (lane := labels[number].dimension) is not None
            else None,
            "total": dots,
            "full": dots // worth,
            # The rest of a dot that stands for several, as a part of one.
            "part": (dots % worth) / worth,
            "tied": tied,
        }
        for rank, number, dots, tied in shown
    ]
    return [
        Drawing(
            "result",
            {
                "lang": language.value,
                "kicker": t("picture.result.title"),
                "title": lettered(step.plan.title[language], language, _TITLE),
                "session": lettered(record.session.title, language, _TITLE),
                "day": t.day(record.day),
                "turnout": turnout,
                "tied": t("picture.result.tied"),
                "options": options,
                "scale": t("picture.result.scale", worth=worth) if worth > 1 else "",
                "rest": _rest(vote, ranked, t),
            },
            file_name(record, t, "result", step.position + 1),
            alt_text(
                t("picture.alt.result", turnout=turnout),
                [
                    t(
                        "picture.alt.option",
                        rank=rank,
                        text=shorten(labels[number].label, _ALT_TEXT),
                        dots=t.n("picture.dots", dots),
                        tied=f", {t('picture.result.tied')}" if tied else "",
                    )
                    for rank, number, dots, tied in ranked
                ],
                t,
            ),
        )
    ]


def _ranked(vote: VoteRecord) -> list[tuple[int, int, int, bool]]:
    """Return rank, number, dots and “tied” of the options that got dots, best first."""
    found: list[tuple[int, int, int, bool]] = []
    for group in vote.tally.ranking:
        dots = vote.tally.totals[group[0]]
        if dots:
            rank = len(found) + 1
            found += [(rank, number, dots, len(group) > 1) for number in group]
    return found


def _rest(vote: VoteRecord, ranked: list[tuple[int, int, int, bool]], t: Catalogue) -> list[str]:
    """Return what is said of the options that are not shown."""
    lines: list[str] = []
    left = len(ranked) - _OPTIONS
    if left > 0:
        # A tie cut in two is said to be one.
        level = ranked[_OPTIONS - 1][0] == ranked[_OPTIONS][0]
        key = "picture.result.others_tied" if level else "picture.result.others"
        lines.append(t.n(key, left))
    without = len(vote.options) - len(ranked)
    if without:
        lines.append(t.n("picture.result.none", without))
    return lines
