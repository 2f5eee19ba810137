"""The card on which a room goes through its actions: done, going on, dropped."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.interface.showing.screen import Scene, StepScreen
from bot.interface.words.follow import followed_line
from bot.reports.follow.telling import told_of
from bot.workshop.follow.series import Followed

_BODY = 2600
# Where more actions wait than a card shows, this says so.
_REST = 60

Shown = tuple[Followed, ...]


class FollowScreen(StepScreen[Shown]):
    def body(self, scene: Scene[Shown]) -> str:
        if not scene.found:
            return scene.t("follow.none")
        lines: list[str] = []
        room = _BODY - _REST
        for one in scene.found:
            line = followed_line(one, scene.t)
            room -= len(line) + 1
            if room < 0:
                lines.append("-# " + scene.t.n("follow.more", len(scene.found) - len(lines)))
                break
            lines.append(line)
        return "\n".join(lines)

    def left_behind(self, scene: Scene[Shown]) -> str:
        if not scene.found:
            return scene.t("follow.none")
        return f"{told_of(scene.found, scene.t)}\n{self.body(scene)}"

    def buttons(self, scene: Scene[Shown]) -> Sequence[Button]:
        return self._ways(scene, primary=False)

    def lead_buttons(self, scene: Scene[Shown]) -> Sequence[Button]:
        return self._ways(scene, primary=True)

    def room_buttons(self, scene: Scene[Shown]) -> Sequence[Button]:
        """Those who lead say it for everyone."""
        return self._ways(scene, primary=True)

    def _ways(self, scene: Scene[Shown], *, primary: bool) -> Sequence[Button]:
        if not scene.found:
            return ()
        style = discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary
        listed = custom_id("todo.list", which=0, page=0, of=None, step=scene.step.id)
        return (button(scene.t("button.follow"), listed, emoji="📋", style=style),)
