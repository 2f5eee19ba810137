"""A speaking round on the card, and in the facilitators' panel."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.turns import card_text, left_text, notice, now_text
from bot.services.turns.view import Floor
from bot.workshop.kinds import Turns
from bot.workshop.turns.round import MORE_SECONDS

_PRIMARY = discord.ButtonStyle.primary


class TurnsScreen(StepScreen[Floor]):
    """The card names who speaks and who follows, and mentions nobody."""

    def body(self, scene: Scene[Floor]) -> str:
        plan = scene.step.plan
        assert isinstance(plan, Turns)
        return card_text(plan, scene.found, scene.t)

    def buttons(self, scene: Scene[Floor]) -> Sequence[Button]:
        step, held, t = scene.step.id, scene.found.round, scene.t
        here = button(t("button.turns_here"), custom_id("turns.here", step=step), emoji="🙋")
        if held.speaker is None:
            return (here,)
        return (*floor_buttons(step, held.turn, t), here)

    def lead_buttons(self, scene: Scene[Floor]) -> Sequence[Button]:
        step, held, t = scene.step.id, scene.found.round, scene.t
        turn = held.turn
        if not held.begun:
            begin = custom_id("turns.begin", step=step, turn=turn)
            chosen = custom_id("turns.list", step=step, turn=turn)
            return (
                button(t("button.turns_begin"), begin, emoji="▶️", style=_PRIMARY),
                button(t("button.turns_list"), chosen, emoji="👥"),
            )
        buttons = []
        if held.speaker is not None:
            following = custom_id("turns.next", step=step, turn=turn)
            buttons = [
                button(t("button.turns_next"), following, emoji="🎙️", style=_PRIMARY),
                button(t("button.turns_skip"), custom_id("turns.skip", step=step, turn=turn)),
                button(
                    t("button.turns_more", seconds=MORE_SECONDS),
                    custom_id("turns.more", step=step, turn=turn),
                ),
            ]
        order = custom_id("turns.order", step=step, turn=turn)
        buttons.append(button(t("button.turns_order"), order, emoji="🔀"))
        if held.last is not None:
            undo = custom_id("turns.undo", step=step, turn=turn)
            buttons.append(button(t("button.turns_undo"), undo, emoji="↩️"))
        elif held.fresh:
            again = custom_id("turns.begin", step=step, turn=turn)
            buttons.append(button(t("button.turns_again"), again, emoji="🎲"))
        return buttons

    def lead_notice(self, scene: Scene[Floor]) -> str:
        held = scene.found.round
        told = f"🎙️ {now_text(held, scene.t)}" if held.begun else ""
        return "\n".join(filter(None, (told, notice(scene.step, scene.found, scene.t))))

    def room_buttons(self, scene: Scene[Floor]) -> Sequence[Button]:
        here = custom_id("turns.room", step=scene.step.id)
        return (button(scene.t("button.turns_room"), here, emoji="🙋"),)

    def left_behind(self, scene: Scene[Floor]) -> str:
        return left_text(scene.found, scene.t)


def floor_buttons(step: int, turn: int, t: Catalogue) -> list[Button]:
    """Return what the one who has the floor does with it."""
    return [
        button(
            t("button.turns_done"),
            custom_id("turns.done", step=step, turn=turn),
            emoji="✅",
            style=_PRIMARY,
        ),
        button(t("button.turns_pass"), custom_id("turns.pass", step=step, turn=turn)),
        button(t("button.turns_back"), custom_id("turns.back", step=step, turn=turn)),
    ]
