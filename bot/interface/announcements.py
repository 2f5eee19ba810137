"""The messages that the bot says by itself: story, wall, results, time, summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.illustration import Illustration
from bot.interface.layout import QUIET, layout
from bot.interface.people import language_of_room
from bot.interface.when import countdown
from bot.reports.record import SessionRecord, VoteRecord
from bot.reports.summary import summary as short_summary
from bot.workshop.postit import PostIt
from bot.workshop.reaction import NO_ECHO, Echo
from bot.workshop.session import Session, StepRun
from bot.workshop.steps import Vote
from bot.workshop.text import escape, shorten
from bot.workshop.wall import FILE_NAME, FILES

language = language_of_room

FICTION = discord.Colour(0x8E6BBF)
RESULT = discord.Colour(0x2E86AB)

_SHOWN_RESULTS = 12
_RESULTS_ROOM = 3200  # characters: markdown signs in a post-it take two each
_BAR = 10


def beat(session: Session, index: int, drawn: Illustration, letter: int) -> ui.LayoutView:
    """Return message `index` of the story: the opening, an anchor, or the award as `drawn`."""
    t = language_of_room(session)
    scenario = session.scenario
    assert scenario is not None
    fiction = "-# " + t("story.fiction")
    if index == 0:
        text = f"## {escape(str(scenario.horizon))}\n{escape(scenario.opening)}"
    elif index <= len(scenario.anchors):
        anchor = scenario.anchors[index - 1]
        text = f"## {anchor.year} · {escape(anchor.title)}\n{escape(anchor.text)}"
    else:
        award = scenario.award
        assert award is not None
        text = f"## 🏅 {escape(award.name)}\n" + t(
            "story.award",
            organisation=escape(scenario.organisation),
            origin=scenario.origin,
            horizon=scenario.horizon,
        )
        text += f"\n> {escape(award.text)}"
    return layout(text, *drawn.blocks(t), fiction, colour=FICTION, letter=letter)


def is_award(session: Session, index: int) -> bool:
    """True when message `index` of the story tells the award."""
    return session.scenario is not None and index > len(session.scenario.anchors)


def wall_page(
    told: SessionRecord, first: int, last: int, drawn: Illustration, letter: int
) -> ui.LayoutView:
    """Return the post-its of the wall from number `first` to `last`."""
    t = language_of_room(told.session)
    shown = [p for p in told.postits if p.number is not None and first <= p.number <= last]
    total = sum(1 for p in told.postits if p.number is not None)
    if not shown:  # all withdrawn since
        return layout(t("wall.empty"), *drawn.blocks(t), colour=QUIET, letter=letter)
    return layout(
        t("wall.title", first=first, last=last, total=total),
        wall_text(shown, t, session=told.session),
        *drawn.blocks(t),
        letter=letter,
    )


def wall_text(
    postits: Sequence[PostIt],
    t: Catalogue,
    echoes: Mapping[int, Echo] | None = None,
    session: Session | None = None,
) -> str:
    """Return post-its as lines under the headings of their lanes: columns, else dimensions.

    Files lead to their messages in the channel of `session`.
    Beside each stand the counts of its `echoes`, keyed by post-it.
    """
    lines: list[str] = []
    heading: str | None = ""
    for postit in postits:
        if postit.lane != heading:
            heading = postit.lane
            if heading is not None or lines:
                lines.append(f"**{escape(heading) if heading else t('wall.no_dimension')}**")
        tally = (echoes or {}).get(postit.id, NO_ECHO).tally
        lines.append(postit_line(postit, session) + (f" · {tally}" if tally else ""))
    return "\n".join(lines)


def postit_line(postit: PostIt, session: Session | None = None) -> str:
    """Return one post-it with its number, its year, its files and its author where they are shown.

    Files lead to their message, where `session` tells its channel.
    """
    number = f"`{postit.number}` " if postit.number is not None else "• "
    year = f"({postit.year}) " if postit.year is not None else ""
    author = f" — *{escape(postit.author_name)}*" if postit.author_name else ""
    return f"{number}{year}{escape(postit.text)}{_files(postit, session)}{author}"


def _files(postit: PostIt, session: Session | None) -> str:
    if not postit.files:
        return ""
    names = [f"📎 {escape(shorten(name, FILE_NAME))}" for name in postit.files[:FILES]]
    more = " …" if len(postit.files) > FILES else ""
    if session is None or postit.message_id is None:
        return " " + " ".join(names) + more
    link = (
        f"https://discord.com/channels/{session.server_id}/{session.channel_id}/{postit.message_id}"
    )
    return " " + " ".join(f"[{name}]({link})" for name in names) + more


def roadmap(told: SessionRecord, drawn: Illustration, letter: int) -> ui.LayoutView:
    """Return the roadmap as the room leaves it; the card of the step keeps its text."""
    t = language_of_room(told.session)
    placed = t.n("roadmap.left", len(told.milestones))
    return layout(f"## {t('roadmap.title')}\n{placed}", *drawn.blocks(t), letter=letter)


def result(told: SessionRecord, step: StepRun, drawn: Illustration, letter: int) -> ui.LayoutView:
    """Return the result of a counted vote, ties said to be ties."""
    t = language_of_room(told.session)
    vote = told.votes[step.id]
    plan = step.plan
    assert isinstance(plan, Vote)
    head = (
        f"## {t('result.title')}\n"
        + t.n("result.turnout", vote.turnout)
        + " "
        + t("result.method", budget=plan.budget)
    )
    if not vote.tally.winners:
        return layout(head, t("result.nothing"), colour=RESULT, letter=letter)
    if not vote.detailed:
        return layout(head, t("result.too_few"), colour=RESULT, letter=letter)
    return layout(
        head, result_lines(vote, t), _tie(vote, t), *drawn.blocks(t), "-# " + t("result.secret"),
        colour=RESULT, letter=letter,
    )  # fmt: skip


def result_lines(vote: VoteRecord, t: Catalogue, shown: int = _SHOWN_RESULTS) -> str:
    """Return the options that got dots, best first; a group of equals is never cut silently."""
    options = {option.number: option for option in vote.options}
    best = vote.tally.totals[vote.tally.winners[0]] if vote.tally.winners else 1
    chosen = [n for group in vote.tally.ranking for n in group if vote.tally.totals[n] > 0]
    lines: list[str] = []
    room = _RESULTS_ROOM
    for n in chosen[:shown]:
        line = f"{_bar(vote.tally.totals[n], best)} **{vote.tally.totals[n]}** · `{n}` "
        line += escape(shorten(options[n].label, 150))
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    if len(chosen) > len(lines):
        lines.append("-# " + t.n("result.others", len(chosen) - len(lines)))
    return "\n".join(lines)


def warning(session: Session, step: StepRun, letter: int) -> ui.LayoutView:
    """Return the sentence said a minute before the end."""
    t = language_of_room(session)
    assert step.closes_at is not None
    return layout(t("time.warning", countdown=countdown(step.closes_at)), letter=letter)


def time_up(session: Session, step: StepRun, letter: int) -> ui.LayoutView:
    """Return the sentence said when the timebox is over."""
    t = language_of_room(session)
    title = step.plan.title[session.language]
    return layout(t("time.up", title=title), letter=letter)


def reminder(session: Session, letter: int) -> ui.LayoutView:
    """Return what is said, once in a step, to those who type while post-its are hidden."""
    return layout(language_of_room(session)("collect.reminder"), colour=QUIET, letter=letter)


def summary(
    told: SessionRecord,
    files: Sequence[discord.File],
    drawn: Illustration,
    payload: Mapping[str, int],
    letter: int,
) -> ui.LayoutView:
    """Return the summary with its documents, for the room or for the coordinators."""
    t = language_of_room(told.session)
    short = short_summary(told, t)
    whence = ""
    if payload["for_coordinators"]:
        whence = "-# " + t("summary.whence", channel=f"<#{told.session.channel_id}>")
    return layout(
        f"## {escape(short.title)}", whence, *short.parts, *files, *drawn.blocks(t), letter=letter
    )


def unreachable(session: Session, letter: int) -> ui.LayoutView:
    """Return the sentence said when the coordinators' channel took no summary."""
    return layout(language_of_room(session)("summary.unreachable"), colour=QUIET, letter=letter)


def _bar(dots: int, best: int) -> str:
    filled = max(1, round(_BAR * dots / best)) if dots else 0
    return "▰" * filled + "▱" * (_BAR - filled)


def _tie(vote: VoteRecord, t: Catalogue) -> str:
    if not vote.tally.tie:
        return ""
    numbers = ", ".join(f"`{n}`" for n in vote.tally.winners[:20])
    return t("result.tie", count=len(vote.tally.winners), numbers=numbers)
