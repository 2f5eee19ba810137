"""The roadmap drawn in full, with all that is said of each milestone, for whoever asks."""

from __future__ import annotations

from bot.interface.cog import Desk
from bot.interface.pressing.router import Press, on
from bot.interface.sending.illustration import show_privately
from bot.reports.pictures.roadmap.roadmap import roadmap
from bot.services.records import record


class RoadmapPictureDesk(Desk):
    @on("road.picture", "session")
    async def _picture(self, press: Press, session: int) -> None:
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        told = await record(self.ctx, session)
        nothing = press.t("roadmap.no_picture")
        await show_privately(
            press.interaction, self.bot.press, lambda: roadmap(told, press.t), press.t, nothing
        )
