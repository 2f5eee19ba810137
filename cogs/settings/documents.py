"""Which documents come beside a summary: a private page that works again after each choice."""

from __future__ import annotations

from dataclasses import replace as changed

from discord import ui

from bot.i18n import Catalogue
from bot.interface.cog import Desk
from bot.interface.pressing.replies import replace
from bot.interface.pressing.router import Press, custom_id, on
from bot.interface.showing.layout import layout, option, select
from bot.services.settings.settings import save_settings, server_settings
from bot.workshop.errors import Refusal
from bot.workshop.settings.documents import DocumentKind, chosen
from bot.workshop.settings.settings import ServerSettings


class DocumentsChoice(Desk):
    @on("settings.documents")
    async def _chosen(self, press: Press) -> None:
        server_id = press.interaction.guild_id
        if server_id is None or not press.actor.manages:
            raise Refusal("settings.not_yours")
        if not set(press.values) <= set(DocumentKind):
            raise Refusal("button.unknown")
        settings = await server_settings(self.ctx, server_id)
        settings = changed(settings, documents=chosen(press.values))
        await save_settings(self.ctx, settings)
        await replace(press.interaction, page(settings, press.t, saved=True))


def page(settings: ServerSettings, t: Catalogue, *, saved: bool = False) -> ui.LayoutView:
    """Return the page, with what is chosen."""
    kinds = [
        option(t(f"document.{kind}"), kind.value, default=kind in settings.documents)
        for kind in DocumentKind
    ]
    act = custom_id("settings.documents")
    return layout(
        f"### {t('settings.documents_title')}\n{line(settings, t)}",
        t("settings.documents_why"),
        [select(act, t("settings.documents_choose"), kinds, least=0, most=len(kinds))],
        t("settings.documents_saved") if saved else "",
    )


def line(settings: ServerSettings, t: Catalogue) -> str:
    """Return what is chosen, in one sentence."""
    if not settings.documents:
        return t("settings.documents_none")
    names = t.listed([t(f"document.{kind}") for kind in settings.documents])
    return t("settings.documents", names=names)
