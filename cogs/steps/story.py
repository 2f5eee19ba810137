"""The story: nothing to press; those who arrive late read what was told."""

from __future__ import annotations

from bot.interface.screen import Scene, StepScreen
from bot.workshop.text import escape


class StoryScreen(StepScreen):
    async def body(self, scene: Scene) -> str:
        return "-# " + scene.t("story.fiction")

    async def for_latecomers(self, scene: Scene) -> str:
        scenario = scene.session.scenario
        if scenario is None:
            return ""
        async with scene.ctx.database.read() as tx:
            told = await tx.outbox.count_beats(scene.step.id)
        anchors = scenario.anchors[: max(0, told - 1)]
        return "\n".join(
            [
                scene.t("story.so_far", horizon=scenario.horizon),
                *(f"- **{anchor.year}** · {escape(anchor.title)}" for anchor in anchors),
                "-# " + scene.t("story.fiction"),
            ]
        )
