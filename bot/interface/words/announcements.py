"""The messages that the bot says by itself: story, wall, results, time, summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.layout import QUIET, layout
from bot.interface.people import language_of_room
from bot.interface.sending.illustration import Illustration
from bot.interface.when import countdown
from bot.interface.words.story import FICTION, anchor_text, award_text, fiction_note, opening_text
from bot.reports.record import SessionRecord
from bot.reports.roadmap.forward import pages as forward_pages
from bot.reports.summary import summary as short_summary
from bot.workshop.postits.kind import Kind
from bot.workshop.postits.postit import PostIt
from bot.workshop.sessions.session import Session, StepRun
from bot.workshop.story.beats import Beat, beat_at
from bot.workshop.text import escape, shorten
from bot.workshop.wall.reaction import NO_ECHO, Echo
from bot.workshop.wall.wall import FILE_NAME, FILES

language = language_of_room

RESULT = discord.Colour(0x2E86AB)


def beat(session: Session, index: int, drawn: Illustration, letter: int) -> ui.LayoutView:
    """Return message `index` of the story: the opening, an anchor, or the award as `drawn`.

    The recording or the picture of a scenario is for `bot.interface.sending.recording`.
    """
    t = language_of_room(session)
    scenario = session.scenario
    assert scenario is not None
    if index == 0:
        text = opening_text(scenario.horizon, scenario.opening)
    elif index <= len(scenario.anchors):
        anchor = scenario.anchors[index - 1]
        text = anchor_text(anchor.year, anchor.title, anchor.text)
    else:
        award = scenario.award
        assert award is not None
        text = award_text(
            award.name,
            award.text,
            scenario.organisation,
            scenario.origin,
            scenario.horizon,
            t,
        )
    return layout(text, *drawn.blocks(t), fiction_note(t), colour=FICTION, letter=letter)


def is_award(session: Session, index: int) -> bool:
    """True when message `index` of the story tells the award."""
    return beat_at(session.scenario, index) is Beat.AWARD


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
        legend(shown, t) if _first_of_a_kind(told) in shown else "",
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
    """Return one post-it with its number, what it tells of, its year, its files and its author,
    where they are shown.

    Files lead to their message, where `session` tells its channel.
    """
    number = f"`{postit.number}` " if postit.number is not None else "• "
    year = f"({postit.year}) " if postit.year is not None else ""
    author = f" — *{escape(postit.author_name)}*" if postit.author_name else ""
    kind = f"{postit.kind.mark} " if postit.kind is not None else ""
    return f"{number}{kind}{year}{escape(postit.text)}{_files(postit, session)}{author}"


def legend(postits: Sequence[PostIt], t: Catalogue) -> str:
    """Return the line that says what the marks of `postits` stand for; empty when none has one."""
    if all(postit.kind is None for postit in postits):
        return ""
    return "-# " + " · ".join(f"{kind.mark} {t(f'kind.{kind}')}" for kind in Kind)


def _first_of_a_kind(told: SessionRecord) -> PostIt | None:
    """Return the first post-it of the wall that has a mark: the legend comes with it."""
    return next((p for p in told.postits if p.number is not None and p.kind is not None), None)


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


def forward(told: SessionRecord, page: int, letter: int) -> ui.LayoutView | None:
    """Return one page, from 0, of the roadmap told forward; None past the last."""
    pages = forward_pages(told, language_of_room(told.session))
    return layout(pages[page], letter=letter) if page < len(pages) else None


def warning(session: Session, step: StepRun, letter: int) -> ui.LayoutView:
    """Return the sentence said a minute before the end."""
    t = language_of_room(session)
    assert step.closes_at is not None
    return layout(t("time.warning", countdown=countdown(step.closes_at)), letter=letter)


def time_up(session: Session, step: StepRun, letter: int) -> ui.LayoutView:
    """Return the sentence said when the timebox is over."""
    t = language_of_room(session)
    title = escape(step.plan.title[session.language])
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
