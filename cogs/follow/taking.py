"""The page on which those who lead take up what the session before left."""

from __future__ import annotations

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, layout
from bot.services.follow import taking
from bot.services.follow.taking import Offer
from bot.workshop.errors import Refusal
from bot.workshop.follow.taking import Taken
from bot.workshop.text import escape

WHAT = tuple(Taken)
_MARKS = {Taken.MILESTONES: "🛤️", Taken.PARKED: "🅿️", Taken.POSTITS: "📝"}


class TakingDesk(Desk):
    @on("take.open", "session")
    async def _open(self, press: Press, session: int) -> None:
        found = await taking.offer(self.ctx, session, press.actor)
        await replace(press.interaction, _page(found, press.t))

    @on("take.up", "session", "kind")
    async def _up(self, press: Press, session: int, kind: int) -> None:
        what = _what(kind)
        found = await taking.take_up(self.ctx, session, what, press.actor)
        told = press.t.n(f"take.done.{what}", found.taken[what])
        await replace(press.interaction, _page(found, press.t, f"✅ {told}"))

    @on("take.back", "session", "kind")
    async def _back(self, press: Press, session: int, kind: int) -> None:
        found = await taking.put_back(self.ctx, session, _what(kind), press.actor)
        await replace(press.interaction, _page(found, press.t, f"↩️ {press.t('take.undone')}"))


def _what(kind: int) -> Taken:
    if kind not in range(len(WHAT)):
        raise Refusal("button.unknown")
    return WHAT[kind]


def _page(found: Offer, t: Catalogue, head: str = "") -> ui.LayoutView:
    """Return what can be taken up, what is, and why what cannot cannot."""
    session, lines, ways = found.session.id, [], []
    for rank, what in enumerate(WHAT):
        if found.taken.get(what):
            lines.append(f"✅ {t.n(f'take.done.{what}', found.taken[what])}")
            back = custom_id("take.back", session=session, kind=rank)
            ways.append(button(t(f"take.put_back.{what}"), back, emoji="↩️"))
        elif what in found.barred:
            lines.append(f"▫️ {t(found.barred[what])}")
        else:
            lines.append(f"{_MARKS[what]} {t.n(f'take.left.{what}', found.left.number(what))}")
            act = custom_id("take.up", session=session, kind=rank)
            ways.append(button(t(f"take.act.{what}"), act, emoji=_MARKS[what]))
    title = t("take.title", title=escape(found.left.former.title))
    panel: list[Button] = [button(t("button.panel"), custom_id("lead.panel", session=session))]
    return layout(head, f"### {title}", "\n".join(lines), f"-# {t('take.until')}", ways, panel)
