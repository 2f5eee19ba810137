"""The pictures that those who lead put in: their form, their page, what the panel says of them."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp
import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import Button, button, file_field, form, layout
from bot.interface.words.pictures import gallery
from bot.services.postits import pictures
from bot.services.postits.pictures import Album
from bot.services.sessions.whereabouts import Whereabouts
from bot.services.story.scenarios import Upload
from bot.workshop.errors import Refusal
from bot.workshop.postits.pictures import PER_FORM, check_weight, messages, shows_pictures
from bot.workshop.postits.step import MOST_PICTURES
from bot.workshop.text import escape, shorten

_ROW = 5
_NAME = 40


def panel_button(seen: Whereabouts, t: Catalogue) -> Sequence[Button]:
    """Return the button of the panel that leads to the pictures, where a step shows some."""
    session = seen.session.id
    if seen.pictures:
        label = t.n("button.pictures", seen.pictures)
        return [button(label, custom_id("pictures.open", session=session), emoji="🖼️")]
    if any(shows_pictures(step.plan) and not step.is_over for step in seen.steps):
        add = custom_id("pictures.add", session=session)
        return [button(t("button.pictures_add"), add, emoji="🖼️")]
    return []


def panel_notice(seen: Whereabouts, t: Catalogue) -> str:
    """Return what the panel says of a step to come that would show pictures: how many it has."""
    step = next((s for s in seen.steps if shows_pictures(s.plan) and not s.is_over), None)
    if step is None or (step.is_open and seen.pictures):
        return ""
    title = escape(step.plan.title[seen.session.language])
    if seen.pictures:
        return "🖼️ " + t.n("pictures.ready", seen.pictures, title=title)
    return "🖼️ " + t("pictures.none_open" if step.is_open else "pictures.none_yet", title=title)


class PicturesDesk(Desk):
    @on("pictures.open", "session")
    async def _open(self, press: Press, session: int) -> None:
        found = await pictures.album(self.ctx, session, press.actor)
        await replace(press.interaction, _page(found, press.t))

    @on("pictures.add", "session")
    async def _add(self, press: Press, session: int) -> None:
        found, t = await pictures.fillable(self.ctx, session, press.actor), press.t
        field = file_field(
            "files",
            t("field.pictures"),
            description=t("field.pictures.hint", most=PER_FORM),
            required=True,
            most=PER_FORM,
        )
        await press.open(
            form(t("form.pictures"), custom_id("pictures.added", session=found.session.id), field)
        )

    @on("pictures.added", "session")
    async def _added(self, press: Press, session: int) -> None:
        await pictures.album(self.ctx, session, press.actor)
        files, t = press.attachments("files"), press.t
        if not files:
            raise Refusal("pictures.no_file")
        private = (
            press.interaction.message is not None and press.interaction.message.flags.ephemeral
        )
        # Files take time.
        if private:
            await press.interaction.response.defer()
        else:
            await press.interaction.response.defer(ephemeral=True, thinking=True)
        lines = [await self._put_in(press, session, file) for file in files[:PER_FORM]]
        found = await pictures.album(self.ctx, session, press.actor)
        await press.interaction.edit_original_response(view=_page(found, t, "\n".join(lines)))

    async def _put_in(self, press: Press, session: int, file: discord.Attachment) -> str:
        """Put a picture in; return what is said of it."""
        t, name = press.t, escape(shorten(file.filename, _NAME))
        try:
            check_weight(file.size)  # before it is read
            upload = Upload(file.filename, await read_file(file))
            picture, new = await pictures.put_in(
                self.ctx, session, press.actor, upload, self.bot.clock()
            )
        except Refusal as refusal:
            return f"⚠️ {name} · {t(refusal.key, **refusal.params)}"
        numbered = t("pictures.one", n=picture.number)
        return t("pictures.put_in" if new else "pictures.known", name=name, picture=numbered)

    @on("pictures.drop", "session", "picture")
    async def _drop(self, press: Press, session: int, picture: int) -> None:
        number = await pictures.take_away(self.ctx, session, picture, press.actor, self.bot.clock())
        found = await pictures.album(self.ctx, session, press.actor)
        gone = press.t("pictures.taken_away", picture=press.t("pictures.one", n=number))
        await replace(press.interaction, _page(found, press.t, f"✅ {gone}"))

    @on("pictures.see", "session")
    async def _see(self, press: Press, session: int) -> None:
        found = await pictures.album(self.ctx, session, press.actor)
        if not found.pictures:
            raise Refusal("pictures.none_left")
        await press.interaction.response.defer(ephemeral=True, thinking=True)
        for shown in messages(found.pictures):
            read = await pictures.in_numbers(self.ctx, session, shown[0].number, shown[-1].number)
            view, files = gallery(read, press.t)
            await press.interaction.followup.send(view=view, files=files, ephemeral=True)


def _page(found: Album, t: Catalogue, head: str = "") -> ui.LayoutView:
    session, step = found.session.id, found.step
    title = escape(step.plan.title[found.session.language]) if step is not None else ""
    lines = [f"### 🖼️ {t.n('pictures.count', len(found.pictures))}"]
    lines += [
        f"{t('pictures.one', n=one.number)} · {escape(shorten(one.name or '', _NAME))}"
        for one in found.pictures
    ]
    if step is None:
        lines.append(t("pictures.over"))
    elif step.is_open:
        lines.append(t("pictures.join", title=title))
    else:
        lines.append(t("pictures.shown_when", title=title))
    if found.pictures:
        lines.append("-# " + t("pictures.kept"))
        numbered = any(one.numbered for one in found.pictures)
        lines.append("-# " + t("pictures.drop_shown" if numbered else "pictures.drop_before"))
    drops = [
        button(
            t("button.picture_drop", n=one.number),
            custom_id("pictures.drop", session=session, picture=one.id),
            emoji="🗑️",
        )
        for one in found.pictures
    ]
    acts = [button(t("button.panel"), custom_id("lead.panel", session=session))]
    if found.pictures:
        see = custom_id("pictures.see", session=session)
        acts.insert(0, button(t("button.pictures_see"), see, emoji="👁️"))
    if step is not None and len(found.pictures) < MOST_PICTURES:
        add = button(
            t("button.pictures_more" if found.pictures else "button.pictures_add"),
            custom_id("pictures.add", session=session),
            emoji="🖼️",
            style=discord.ButtonStyle.primary,
        )
        acts.insert(0, add)
    return layout(
        head,
        "\n".join(lines),
        *(drops[at : at + _ROW] for at in range(0, len(drops), _ROW)),
        acts,
    )


async def read_file(file: discord.Attachment) -> bytes:
    """Return what an attached file contains; raise Refusal when Discord does not give it."""
    try:
        return await file.read()
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        raise Refusal("import.unreadable") from None
