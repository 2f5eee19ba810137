"""The screens of a trial, each with what a real meeting would show, and what it means there."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import (
    COLOUR,
    QUIET,
    RESULT,
    Block,
    Button,
    Rule,
    Select,
    button,
    layout,
    option,
    select,
    text_field,
)
from bot.interface.showing.layout import form as form_of
from bot.interface.words.postits import postit_line
from bot.interface.words.vote.ballots import restated
from bot.interface.words.vote.lines import result_lines
from bot.reports import phrases
from bot.reports.summary import summary
from bot.reports.vote.method import explained, method_name
from bot.reports.vote.telling import Telling
from bot.reports.vote.verdict import turnout, verdict
from bot.workshop.text import escape, shorten
from bot.workshop.vote.ballot import left
from bot.workshop.vote.options import Option
from cogs.help.page import help_button, try_button
from cogs.trial.carrying import BUDGET, LENGTH, MOST, carried, packed
from cogs.trial.room import INVENTED, Room

_LAST = 7  # screens in all
_NAMED = 80
_BOX = 1300
# What leads to each screen, as people know it.
_ONWARD = {
    "wall": ("button.trial.wall", "🧱"),
    "ballot": ("button.ballot", "🗳️"),
    "close": ("button.trial.close", "🔒"),
    "end": ("button.end", "🏁"),
}


def card(room: Room, head: str = "") -> ui.LayoutView:
    """The first screen: the card of a step in which people write; `head` comes first."""
    t, step = room.t, room.steps[0]
    place = t("card.place", n=1, total=len(room.steps), title=t("trial.subject"))
    return _screen(
        room,
        1,
        head or t("trial.welcome"),
        Rule.LINE,
        f"-# {place}\n## {escape(step.plan.title[t.language])}"
        f"\n{escape(step.plan.invite[t.language])}",
        f"> {t('trial.question')}\n\n{t('collect.signing.signed')}\n{t('trial.silent')}\n"
        f"🗒️ **{t.n('count.postits', len(INVENTED))}** · {t.n('count.people', len(INVENTED))}",
        [
            button(
                t("button.add"),
                custom_id("trial.write"),
                emoji="🗒️",
                style=discord.ButtonStyle.primary,
            ),
            _leave(t),
        ],
    )


def form(t: Catalogue) -> ui.Modal:
    """The form in which one writes."""
    return form_of(
        t("trial.question"),
        custom_id("trial.written"),
        text_field(
            "ideas",
            t("field.ideas"),
            description=t("field.ideas.signed"),
            long=True,
            limit=LENGTH * MOST,
            placeholder=t("field.ideas.placeholder"),
        ),
    )


def receipt(room: Room) -> ui.LayoutView:
    """The second screen: what one reads once one has written."""
    t = room.t
    lines = [f"✅ **{t.n('postit.kept', len(room.mine))}**"]
    lines += [f"- {escape(shorten(text, 120))}" for text in room.mine]
    return _screen(
        room,
        2,
        "\n".join(lines),
        Rule.LINE,
        t(
            "trial.receipt",
            postits=t.n("count.postits", len(room.postits)),
            people=t.n("count.people", room.people),
        ),
        [_onward(t, "wall", room), _again(t, "button.add_more"), _leave(t)],
    )


def wall(room: Room) -> ui.LayoutView:
    """The third screen: the wall, open."""
    t = room.t
    counted = t.n("picture.notes", len(room.postits))
    return _screen(
        room,
        3,
        t("wall.opened", counted=counted),
        "\n".join(postit_line(postit) for postit in room.postits),
        Rule.LINE,
        t("trial.wall"),
        [_onward(t, "ballot", room), _leave(t)],
    )


def ballot(room: Room, head: str = "") -> ui.LayoutView:
    """The fourth screen: one's ballot; `head` comes first."""
    t, kept = room.t, room.ballot()
    held = packed(room.dots)
    remaining = left(room.vote, kept.content)
    status = t.n("ballot.left", remaining, budget=BUDGET) if remaining else t("ballot.none_left")
    placed = [one for one in room.options if one.name in room.dots]
    menus: list[Block] = [restated(kept, t, _BOX) if placed else None]
    if remaining:
        put = custom_id("trial.put", mine=len(room.mine), dots=held)
        menus.append([_menu(put, t("ballot.put_one_page"), room.options, remaining)])
    if placed:
        take = custom_id("trial.take", mine=len(room.mine), dots=held)
        menus.append([_menu(take, t("ballot.take"), placed, 1)])
    cast = button(
        t("ballot.cast"),
        custom_id("trial.cast", mine=len(room.mine), dots=held),
        emoji="📥",
        style=discord.ButtonStyle.success,
        disabled=not placed,
    )
    told = t("ballot.not_cast", label=t("ballot.cast")) if placed else t("ballot.nothing_yet")
    return _screen(
        room,
        4,
        head,
        f"### {escape(room.vote.asked(t.language))}\n{status}",
        *menus,
        f"-# {told}",
        Rule.LINE,
        t("trial.ballot"),
        [cast, _leave(t)],
    )


def in_the_box(room: Room) -> ui.LayoutView:
    """The fifth screen: what is in the box, and who else has voted."""
    t = room.t
    return _screen(
        room,
        5,
        f"✅ {t('trial.cast')} {t('ballot.in_the_box')}\n{restated(room.ballot(), t, _BOX)}",
        f"-# {t('ballot.until_close')}",
        Rule.LINE,
        t("trial.box", people=t.n("count.people", room.people)),
        [
            _onward(t, "close", room),
            button(t("ballot.change"), _at("ballot", room), emoji="✏️"),
            _leave(t),
        ],
    )


def result(room: Room) -> ui.LayoutView:
    """The sixth screen: the result, as the room reads it."""
    t, told = room.t, room.record()
    vote = told.votes[room.steps[-1].id]
    short = Telling(vote, t, escape, _NAMED)
    head = f"-# {t('result.kicker', method=method_name(vote.plan, t))}"
    asked = f"## {escape(vote.plan.asked(t.language))}\n{turnout(short)}"
    return _screen(
        room,
        6,
        f"{head}\n{asked}",
        f"### {'⚖️' if vote.outcome.tie else '🏆'} {verdict(short, listed=True)}",
        result_lines(Telling(vote, t, escape, LENGTH), _BOX),
        f"-# {explained(vote.plan, len(room.options), t)}",
        Rule.LINE,
        t("trial.result"),
        [_onward(t, "end", room), _leave(t)],
        colour=RESULT,
    )


def end(room: Room) -> ui.LayoutView:
    """The last screen: what a summary would say."""
    t, told = room.t, room.record()
    parts = summary(told, t).parts[:-2]  # without who took part and what is kept: nothing is
    took_part = f"{phrases.people(told, t)} · {t.n('report.postits.number', len(told.postits))}"
    return _screen(
        room,
        _LAST,
        f"## {t('trial.subject')}",
        "\n".join(parts),
        f"-# {took_part}",
        Rule.LINE,
        t("trial.end"),
        [try_button(t), help_button(t)],
        carries=False,
        colour=RESULT,
    )


def gone(t: Catalogue) -> ui.LayoutView:
    """What one reads who leaves."""
    return layout(t("trial.left"), [try_button(t), help_button(t)], colour=QUIET)


def _screen(
    room: Room,
    rank: int,
    *blocks: Block,
    carries: bool = True,
    colour: discord.Colour | None = COLOUR,
) -> ui.LayoutView:
    """Return a screen, under the line that says where one is; what one wrote stands below, for the
    next one to be made of."""
    t = room.t
    where = f"-# {t('trial.place', n=rank, total=_LAST)}"
    mine = f"-# {t('trial.yours')}\n{carried(room.mine)}" if room.mine and carries else ""
    return layout(where, *blocks, mine, colour=colour)


def _menu(where: str, says: str, options: Sequence[Option], most: int) -> Select:
    choices = [option(f"{one.number} · {one.label}", one.name) for one in options]
    return select(where, says, choices, most=most)


def _at(screen: str, room: Room) -> str:
    held = packed(room.dots)
    return {
        "wall": custom_id("trial.wall", mine=len(room.mine)),
        "ballot": custom_id("trial.ballot", mine=len(room.mine), dots=held),
        "close": custom_id("trial.close", mine=len(room.mine), dots=held),
        "end": custom_id("trial.end", mine=len(room.mine), dots=held),
    }[screen]


def _onward(t: Catalogue, screen: str, room: Room) -> Button:
    says, emoji = _ONWARD[screen]
    style = discord.ButtonStyle.primary
    return button(t(says), _at(screen, room), emoji=emoji, style=style)


def _again(t: Catalogue, key: str) -> Button:
    return button(t(key), custom_id("trial.write"))


def _leave(t: Catalogue) -> Button:
    return button(t("button.trial.leave"), custom_id("trial.leave"))
