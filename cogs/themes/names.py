"""Names of themes from the room: proposed in a form, ticked in a menu, made themes by whoever
leads."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.giving_back import told_again
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, number, on
from bot.interface.showing.layout import (
    PAGE,
    Button,
    Select,
    button,
    choices_field,
    form,
    layout,
    option,
    select,
    text_field,
)
from bot.interface.words.in_room import signed
from bot.services.themes import names, sorting, together
from bot.services.themes.names import Names
from bot.workshop.errors import Outdated, Refusal
from bot.workshop.postits.draft import FORM_LIMIT
from bot.workshop.text import escape
from bot.workshop.themes.proposals import AT_ONCE, Proposal
from cogs.themes.editing import listed
from cogs.themes.rounds import overview
from cogs.themes.several import offered, told_all


class NamesDesk(Desk):
    """Whoever takes part proposes and ticks; whoever leads takes."""

    @on("names.propose", "step", "room")
    async def _propose(self, press: Press, step: int, room: bool = False) -> None:
        # Else there is nothing to propose to.
        await names.look(self.ctx, step, press.actor, signed(room))
        t = press.t
        await press.open(
            form(
                t("form.names"),
                custom_id("names.proposed", step=step, room=room),
                text_field(
                    "names",
                    t("field.themes"),
                    description=t("field.names", most=AT_ONCE),
                    long=True,
                    required=False,
                    limit=FORM_LIMIT,
                    placeholder=t("field.themes.placeholder"),
                ),
            )
        )

    @on("names.proposed", "step", "room")
    async def _proposed(self, press: Press, step: int, room: bool = False) -> None:
        written = press.text("names")
        found = await names.propose(self.ctx, step, press.actor, written, signed(room))
        t = press.t
        told = ["✅ " + t.n("names.kept", found.new)] if found.new else []
        if found.knew:
            knew = t.listed([f"**{escape(name)}**" for name in found.knew])
            told.append(t("theme.known_names", names=knew))
        head = "\n".join(told)
        await replace(press.interaction, _proposals(found, 0, press.t, head, room=room))

    @on("names.page", "step", "page", "room")
    async def _page(self, press: Press, step: int, page: int, room: bool = False) -> None:
        found = await names.look(self.ctx, step, press.actor, signed(room))
        await replace(press.interaction, _proposals(found, page, press.t, room=room))

    @on("names.tick", "step", "page", "room")
    async def _tick(self, press: Press, step: int, page: int, room: bool = False) -> None:
        chosen, by = press.numbers(), signed(room)
        before = await names.look(self.ctx, step, press.actor, by)
        shown = [one.id for one in _shown(before, page)[0]]
        found = await names.choose(self.ctx, step, press.actor, shown, chosen, by)
        head = "✅ " + press.t.n("names.ticked", len(found.mine))
        await replace(press.interaction, _proposals(found, page, press.t, head, room=room))

    @on("names.room", "step")
    async def _room(self, press: Press, step: int) -> None:
        found = await names.offered(self.ctx, step, press.actor)
        if not found.proposals:
            raise Refusal("names.none_yet")
        t = press.t
        choices = offered(found.proposals, t)
        await press.open(
            form(
                t("form.names_room"),
                custom_id("names.taken", step=step, seen=found.board.revision),
                choices_field(
                    "names",
                    t("field.names_room"),
                    choices,
                    description=t("field.names_room.hint"),
                    least=1,
                ),
            )
        )

    @on("names.taken", "step", "seen")
    async def _taken(self, press: Press, step: int, seen: int) -> None:
        chosen = press.fields.get("names", [])
        wanted = [number(one) for one in chosen] if isinstance(chosen, list) else []
        try:
            named = await names.take(self.ctx, step, press.actor, wanted, seen)
        except Outdated as refusal:
            now = await sorting.board(self.ctx, step, press.actor)
            await replace(press.interaction, listed(now, press.t, told_again(press, refusal)))
        else:
            found = await together.progress(self.ctx, step, press.actor)
            head = told_all(named, press.t)
            await replace(press.interaction, overview(found, press.t, head))


def _proposals(
    found: Names, page: int, t: Catalogue, head: str = "", *, room: bool
) -> ui.LayoutView:
    """Return what was proposed, with the names that the person would use ticked."""
    shown, page, last = _shown(found, page)
    menu: list[Select] = []
    if shown:
        options = [option(one.name, str(one.id), default=one.id in found.mine) for one in shown]
        tick = custom_id("names.tick", step=found.step_id, page=page, room=room)
        menu = [select(tick, t("names.tick"), options, least=0, most=PAGE)]
    turns: list[Button] = []
    if last:
        before = custom_id("names.page", step=found.step_id, page=max(0, page - 1), room=room)
        after = custom_id("names.page", step=found.step_id, page=min(last, page + 1), room=room)
        # Two buttons of a message never share a custom id.
        turns = [button("◀", before)] if page else []
        turns += [button("▶", after)] if page < last else []
    return layout(
        head,
        t("names.how") if shown else t("names.none_here"),
        menu,
        [
            *turns,
            button(
                t("button.propose_names"),
                custom_id("names.propose", step=found.step_id, room=room),
                emoji="✏️",
                style=discord.ButtonStyle.primary,
            ),
        ],
    )


def _shown(found: Names, page: int) -> tuple[tuple[Proposal, ...], int, int]:
    """Return the proposals of a page, the page itself, and the number of the last."""
    last = max(0, (len(found.proposals) - 1) // PAGE)
    page = min(max(0, page), last)
    return found.proposals[page * PAGE : (page + 1) * PAGE], page, last
