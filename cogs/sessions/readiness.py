"""“I'm ready”: the button of the card, and what those who lead do with it."""

from __future__ import annotations

from bot.interface.cog import Desk
from bot.interface.pressing.replies import sentence, whisper
from bot.interface.pressing.router import Press, on
from bot.interface.words.sessions.readiness import reminded_text
from bot.services.sessions import readiness
from bot.workshop.errors import Refusal
from cogs.sessions.leading import show
from cogs.sessions.ready_buttons import HOW


class ReadyDesk(Desk):
    @on("ready.press", "step")
    async def _press(self, press: Press, step: int) -> None:
        ready = await readiness.press(self.ctx, step, press.actor, self.bot.clock())
        key = "ready.you_are" if ready else "ready.you_are_not"
        await whisper(press.interaction, sentence(press.t(key)))

    @on("ready.ask", "step", "how")
    async def _ask(self, press: Press, step: int, how: int) -> None:
        if not 0 <= how < len(HOW):
            raise Refusal("button.unknown")
        asked = HOW[how]
        session = await readiness.ask(self.ctx, step, press.actor, asked, self.bot.clock())
        await show(self.bot, press, session.id, press.t(f"ready.told.{asked}"))

    @on("ready.remind", "step")
    async def _remind(self, press: Press, step: int) -> None:
        done = await readiness.remind(self.ctx, step, press.actor, self.bot.clock())
        await show(self.bot, press, done.session.id, reminded_text(done, press.t))
