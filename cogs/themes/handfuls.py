"""A handful of post-its to sort: its form, and what is said once it is sent.

The form is the first answer to the press, and names its fields after the post-its: nothing is
remembered between the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace, sentence
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.layout import (
    FIELD_LABEL,
    OPTION,
    QUIET,
    RADIOS,
    Button,
    Field,
    button,
    choice_field,
    cut_label,
    form,
    goes_on,
    layout,
    option,
    radio_field,
)
from bot.interface.words.in_room import signed
from bot.services.themes import together
from bot.services.themes.together import Dealt, Handful, Kept, Nothing
from bot.workshop.errors import Over, Refusal
from bot.workshop.text import escape, shorten
from bot.workshop.themes.together import HANDFUL, MOST_THEMES, Answer, Word

# Discord takes this much text in a form; what stands around the post-its takes some.
_TEXT = 3900
_REASONS: Mapping[Nothing, str] = {
    Nothing.CLOSED: "together.not_open",
    Nothing.ASIDE: "together.your_answers_aside",
    Nothing.SORTED: "together.nothing_left",
    Nothing.YOURS: "together.nothing_for_you",
    Nothing.ELSEWHERE: "together.in_other_hands",
}


class HandfulDesk(Desk):
    """From the card, or from what was answered to the handful before."""

    @on("together.sort", "step", "room")
    async def _sort(self, press: Press, step: int, room: bool = False) -> None:
        now = self.bot.clock()
        found = await together.take(self.ctx, step, press.actor, now, room=signed(room))
        await self._open(press, found, room)

    @on("together.change", "step", "room")
    async def _change(self, press: Press, step: int, room: bool = False) -> None:
        found = await together.last_hand(self.ctx, step, press.actor, signed(room))
        if found.why is Nothing.YOURS:
            raise Refusal("together.no_answer_yet")
        await self._open(press, found, room)

    @on("together.sent", "step", "room")
    async def _sent(self, press: Press, step: int, room: bool = False) -> None:
        said = {number(name): press.text(name) for name in press.fields}
        given = {postit: _answer(text) for postit, text in said.items() if text}
        try:
            kept = await together.answers(
                self.ctx, step, press.actor, given, self.bot.clock(), signed(room)
            )
        except Over as refusal:  # choices are nothing that one would write again
            await replace(press.interaction, sentence(press.t(refusal.key)))
        else:
            await replace(press.interaction, _receipt(kept, press.t, room))

    async def _open(self, press: Press, found: Handful, room: bool) -> None:
        if found.postits:
            await press.open(handful_form(found, press.t, room))
        else:
            await replace(press.interaction, _nothing(found, press.t, room))


def handful_form(found: Handful, t: Catalogue, room: bool = False) -> ui.Modal:
    """Return the form of a handful: a field a post-it, and above them those that are too long for
    their field, in full. What does not fit stays in hand for the next one."""
    names = {theme.id: theme.name for theme in found.themes}
    shown = found.postits[:HANDFUL]
    if any(_long(one) for one in shown):
        shown = shown[: HANDFUL - 1]
    fields: list[Field] = [_field(one, names, t) for one in shown]
    if longs := [one for one in shown if _long(one)]:
        fields.insert(0, _in_full(longs, t))
    title = t("together.form_room" if room else "together.form")
    return form(title, custom_id("together.sent", step=found.step.id, room=room), *fields)


def _field(dealt: Dealt, names: Mapping[int, str], t: Catalogue) -> ui.Label[Any]:
    """Return the field of a post-it: every choice in sight where they are few, else a menu."""
    told: list[tuple[str, Answer]] = [(names[theme], theme) for theme in dealt.themes[:MOST_THEMES]]
    told += [(t("together.none"), Word.NONE), (t("together.unsure"), Word.UNSURE)]
    choices = [option(label, str(answer), default=answer == dealt.answer) for label, answer in told]
    label, rest = cut_label(_named(dealt), FIELD_LABEL)
    field = radio_field if len(choices) <= RADIOS else choice_field
    return field(str(dealt.postit.id), label, choices, description=goes_on(rest), required=False)


def _named(dealt: Dealt) -> str:
    return f"{dealt.postit.number} · {dealt.postit.marked}"


def _long(dealt: Dealt) -> bool:
    """True for a post-it that its field would cut."""
    return len(cut_label(_named(dealt), FIELD_LABEL)[1]) > OPTION - 2


def _in_full(longs: Sequence[Dealt], t: Catalogue) -> str:
    def told(limit: int | None) -> str:
        lines = [
            f"**{one.postit.number}** · "
            + escape(one.postit.marked if limit is None else shorten(one.postit.marked, limit))
            for one in longs
        ]
        return "\n".join((t("together.in_full"), *lines))

    whole = told(None)
    # Escaped, a text may be twice as long.
    return whole if len(whole) <= _TEXT else told(_TEXT // (2 * len(longs)) - 20)


def _answer(chosen: str) -> Answer:
    return Word(chosen) if chosen in tuple(Word) else number(chosen)


def _receipt(kept: Kept, t: Catalogue, room: bool) -> ui.LayoutView:
    """Return what someone is told of the answers that they sent: that they are kept, never that
    they are where a post-it now stands."""
    step_id = kept.step.id
    if kept.late:
        return layout(t("together.too_late"), colour=QUIET)
    if not (kept.kept or kept.gone):
        lines = [t("together.nothing_said")]
    else:
        lines = [t.n("together.kept", kept.kept)] if kept.kept else []
    if kept.undone:
        lines.append(t("together.kept_undone"))
    elif kept.aside:
        lines.append(t("together.kept_aside"))
    else:
        if kept.kept > kept.settled:
            lines.append(t("together.agree_files"))
        if kept.settled:
            lines.append(t.n("together.settled_meanwhile", kept.settled))
    if kept.gone:
        lines.append(t.n("together.not_counted", kept.gone))
    if kept.all:
        in_all = "together.in_all_room" if room else "together.in_all"
        lines.append("-# " + t.n(in_all, kept.all))
    ways = _again(step_id, t, room) if kept.deals else []
    # It opens what was answered last: here, what has just been sent.
    if kept.deals and kept.kept:
        ways.append(_change(step_id, t("button.change_handful"), room))
    return layout("\n".join(lines), ways or None)


def _nothing(found: Handful, t: Catalogue, room: bool) -> ui.LayoutView:
    """Return why nobody gives this person a post-it."""
    assert found.why is not None
    step_id = found.step.id
    told = t(_REASONS[found.why])
    if found.why in (Nothing.CLOSED, Nothing.ASIDE):
        return layout(told)
    ways = [] if found.why is Nothing.SORTED else _again(step_id, t, room)
    if found.answered:
        ways.append(_change(step_id, t("button.change_last"), room))
    return layout(told, ways or None)


def _again(step_id: int, t: Catalogue, room: bool) -> list[Button]:
    return [
        button(
            t("button.another_handful"),
            custom_id("together.sort", step=step_id, room=room),
            emoji="🗂️",
            style=discord.ButtonStyle.primary,
        )
    ]


def _change(step_id: int, label: str, room: bool) -> Button:
    return button(label, custom_id("together.change", step=step_id, room=room))
