"""Who sorted, by name, and how much others contradict them: the answers of one person can be set
aside as a whole, and brought back."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.naming.presence import PATIENCE, actors_of
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import PAGE, Button, button, layout, option, select
from bot.services.themes import together
from bot.services.themes.together import Person
from bot.workshop.alike import by_name
from bot.workshop.errors import Refusal
from bot.workshop.in_room import ROOM
from bot.workshop.text import escape
from cogs.themes.rounds import back


class SortersDesk(Desk):
    """A custom id names a person by their account: the message is private to whoever leads."""

    @on("together.people", "step", "page")
    async def _people(self, press: Press, step: int, page: int) -> None:
        await self._show(press, step, page)

    @on("together.person", "step", "page")
    async def _person(self, press: Press, step: int, page: int) -> None:
        """Ask first, whichever way it goes."""
        user, t = press.number(), press.t
        _, people = await together.people(self.ctx, step, press.actor)
        found = next((one for one in people if one.user_id == user), None)
        if found is None:
            raise Refusal("together.person_gone")
        name = escape((await self._names(press, [found]))[user])
        if found.aside:
            asked = t.n("together.ask_back", found.answers, name=name)
            yes = custom_id("together.person_back", step=step, user=user, page=page)
            act = button(t("button.person_back"), yes, style=discord.ButtonStyle.success)
        else:
            asked = t.n("together.ask_person", found.answers, name=name)
            yes = custom_id("together.person_aside", step=step, user=user, page=page)
            act = button(t("button.person_aside"), yes, style=discord.ButtonStyle.danger)
        no = custom_id("together.people", step=step, page=page)
        await replace(press.interaction, layout(asked, [act, button(t("button.leave_so"), no)]))

    @on("together.person_aside", "step", "user", "page")
    async def _aside(self, press: Press, step: int, user: int, page: int) -> None:
        await together.set_person_aside(self.ctx, step, press.actor, user)
        await self._show(press, step, page, "together.told_aside", user)

    @on("together.person_back", "step", "user", "page")
    async def _back(self, press: Press, step: int, user: int, page: int) -> None:
        await together.take_person_back(self.ctx, step, press.actor, user)
        await self._show(press, step, page, "together.told_back", user)

    async def _show(
        self, press: Press, step_id: int, page: int, told: str = "", user: int | None = None
    ) -> None:
        t = press.t
        _, people = await together.people(self.ctx, step_id, press.actor)
        last = max(0, (len(people) - 1) // PAGE)
        page = min(max(0, page), last)
        names = await self._names(press, people)
        people.sort(key=lambda one: (by_name(names[one.user_id]), one.user_id))
        shown = people[page * PAGE : (page + 1) * PAGE]
        head = ""
        if told and user is not None:
            head = t(told, name=escape(names.get(user, t("spoken.someone"))))
        menu = None
        if shown:
            options = [
                option(names[one.user_id], str(one.user_id), description=_counts(one, t))
                for one in shown
            ]
            pick = custom_id("together.person", step=step_id, page=page)
            menu = [select(pick, t("together.people_pick"), options)]
        turns: list[Button] = []
        if last:
            for sign, to in (("◀", page - 1), ("▶", page + 1)):
                where = custom_id("together.people", step=step_id, page=to)
                turns.append(button(sign, where, disabled=not 0 <= to <= last))
        view: ui.LayoutView = layout(
            head,
            t("together.people"),
            t("together.people_how") if shown else t("together.nobody_yet"),
            menu,
            [*turns, back(step_id, t)],
        )
        await replace(press.interaction, view)

    async def _names(self, press: Press, people: Sequence[Person]) -> dict[int, str]:
        """Return the names of people; where Discord does not tell one in time, the one signed on
        a post-it, else “someone”."""
        wanted = [one.user_id for one in people if one.user_id != ROOM]
        server = press.interaction.guild
        known = await actors_of(server, wanted, PATIENCE) if server is not None and wanted else {}
        someone = press.t("spoken.someone")
        return {ROOM: press.t("in_room.signature")} | {
            one.user_id: known[one.user_id].name if one.user_id in known else one.name or someone
            for one in people
            if one.user_id != ROOM
        }


def _counts(one: Person, t: Catalogue) -> str:
    told = [t.n("together.person_answers", one.answers)]
    if one.contradicted:
        told.append(t.n("together.person_against", one.contradicted))
    if one.same_two:
        told.append(t.n("together.person_same_two", one.same_two))
    if one.aside:
        told.append(t("together.person_is_aside"))
    return " · ".join(told)
