"""What someone who asks for help reads: what to do now, what else they can do, and the guides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.cards import invitation, shorten_lines, time_told
from bot.interface.showing.layout import Button, Rule, button, layout
from bot.interface.showing.screen import scene
from bot.interface.words.review import read_again
from bot.services.help.asking import Asked
from bot.services.sessions.whereabouts import Whereabouts
from bot.workshop.help.moment import Moment
from bot.workshop.text import escape
from cogs.help.guide import Guide

if TYPE_CHECKING:
    from bot.client import Gommette

# What a newcomer does best to begin with, and what they will want next, by the names of the files.
_FIRST, _THEN = "meteo", "brainstorm"
# What a card asks, in short: “Where are we?” has it in full.
_ASKS = 700
_OF_LEADERS = (
    Moment.LEAD_LOBBY,
    Moment.LEAD_AHEAD,
    Moment.LEAD_STEP,
    Moment.LEAD_PAUSED,
)


def help_page(bot: Gommette, found: Asked, t: Catalogue) -> ui.LayoutView:
    """Return the page: one thing to do, with its buttons, then a line for each of their roles."""
    now, acts = _now(bot, found, t)
    more = _else(found, t)
    return layout(
        f"### {t('help.title')}\n{now}",
        acts,
        Rule.LINE,
        "\n".join((t("help.else"), *(f"- {line}" for line in more))) if more else "",
        [try_button(t), *_guides(found, t)],
    )


def try_button(t: Catalogue) -> Button:
    """Return the button that begins the trial, or begins it again."""
    return button(t("button.try_it"), custom_id("trial.begin"), emoji="🧪")


def help_button(t: Catalogue) -> Button:
    """Return the button back to the page of help."""
    return button(t("button.help"), custom_id("help.open"), emoji="🧭")


def _now(bot: Gommette, found: Asked, t: Catalogue) -> tuple[str, Sequence[Button]]:
    """Return the next sensible thing to do, and the buttons that do it."""
    moment, seen = found.moment, found.seen
    if moment is Moment.READ_AGAIN and found.unread is not None:
        title = escape(found.unread.title)
        return t("help.now.read_again", title=title), [read_again(found.unread, t)]
    if seen is None:
        offered = moment in (Moment.SET_UP, Moment.OPEN)
        recipes = button(t("button.recipes"), custom_id("recipes.list", aim=None, page=0))
        return t(f"help.now.{moment}", **_recipes(bot, t)), [recipes] if offered else []
    words = [t(f"help.now.{moment}", title=escape(seen.session.title))]
    if moment in _OF_LEADERS:
        if seen.current is not None:
            words.append(f"-# {_place(seen, t)}")
        return "\n".join(words), [_panel(seen, t)]
    where = button(
        t("button.where"), custom_id("session.where", session=seen.session.id), emoji="🧭"
    )
    if moment in (Moment.LOBBY, Moment.PAUSED) or seen.current is None:
        return "\n".join(words), [where]
    here = scene(seen.showing, t)
    step, screen = here.step, bot.screens[here.step.plan.kind]
    rests = step.rests(seen.session)
    words.append(f"**{t('where.now')} {escape(step.plan.title[seen.session.language])}**")
    if rests and step.outcome is None:
        words.append(t("card.closed_in_time"))
    else:
        asks = shorten_lines(screen.for_latecomers(here), _ASKS)
        words += [invitation(screen, here), asks, time_told(screen, here, bot.clock())]
    theirs = [] if rests else list(screen.buttons(here))
    return "\n".join(filter(None, words)), [*theirs, where]


def _place(seen: Whereabouts, t: Catalogue) -> str:
    step = seen.current
    assert step is not None
    title = escape(step.plan.title[seen.session.language])
    return t("panel.place", n=step.position + 1, total=len(seen.steps), title=title)


def _panel(seen: Whereabouts, t: Catalogue) -> Button:
    return button(
        t("button.help_panel"),
        custom_id("lead.panel", session=seen.session.id),
        emoji="🎛️",
        style=discord.ButtonStyle.primary,
    )


def _recipes(bot: Gommette, t: Catalogue) -> dict[str, str]:
    """Return the names of two recipes to begin with, those that are there."""
    there = bot.library.recipes
    names = [name for name in (_FIRST, _THEN) if name in there] or list(there)
    titles = [escape(there[name].title[t.language]) for name in names]
    return {"first": titles[0], "second": titles[-1]} if titles else {"first": "", "second": ""}


def _else(found: Asked, t: Catalogue) -> list[str]:
    """Return what else they can do, a line for each of their roles."""
    person, seen = found.person, found.seen
    if found.moment is Moment.AWAY:
        return []
    lines = []
    if seen is not None and seen.leads:
        lines.append(t("help.else.leads"))
    elif seen is None and person.may_lead:
        lines.append(t("help.else.may_lead"))
    if person.manages:
        lines.append(t("help.else.manages"))
    if person.reads or person.among_summaries or person.manages:
        lines.append(t("help.else.reads"))
    lines.append(t("help.else.everyone"))
    return lines


def guide_button(guide: Guide, t: Catalogue) -> Button:
    """Return the button that opens a guide at its first page."""
    at = custom_id("help.guide", guide=guide.value, chapter=0)
    return button(t(f"button.guide.{guide.file}"), at, emoji="📖")


def _guides(found: Asked, t: Catalogue) -> list[Button]:
    """Return the buttons of the guides: the one for hosts for those who manage a server, and where
    nobody is known to."""
    guides = [guide_button(Guide.FACILITATOR, t)]
    if found.person.manages or found.moment is Moment.AWAY:
        guides.append(guide_button(Guide.HOST, t))
    return guides
