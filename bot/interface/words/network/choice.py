"""Where the summary of a session goes: what those who lead read before it leaves."""

from __future__ import annotations

import discord
from discord import ui

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.sending.webhooks import is_private
from bot.interface.showing.layout import Button, button, layout
from bot.services.network.sharing import Sharing
from bot.workshop.network.link import is_shared
from bot.workshop.sessions.session import SessionState
from bot.workshop.text import escape


def goes_to(found: Sharing, client: discord.Client, t: Catalogue) -> str:
    """Return whether the summary goes to other servers, and to which; "" where there are none."""
    if not found.names:
        return ""
    session = found.session
    private = is_private(client, session.server_id, session.channel_id)
    shared = is_shared(found.choice, private=private)
    key = "network.shared_with" if shared else "network.not_shared"
    if not shared and found.choice is None:
        key = "network.not_shared_private"
    return t(key, names=", ".join(escape(name) for name in found.names))


def switch(found: Sharing, client: discord.Client, t: Catalogue) -> list[Button]:
    """Return the button that decides otherwise; none where there is nobody to share with."""
    if not found.names:
        return []
    session = found.session
    private = is_private(client, session.server_id, session.channel_id)
    shared = is_shared(found.choice, private=private)
    label = t("button.network_keep" if shared else "button.network_share")
    return [
        button(
            label, custom_id("network.switch", session=session.id, shared=not shared), emoji="🤝"
        )
    ]


def page(found: Sharing, client: discord.Client, t: Catalogue) -> ui.LayoutView:
    """Return the private page on which it is read, and decided otherwise."""
    session = found.session
    if session.in_review:
        back = [button(t("button.review_back"), custom_id("review.open", session=session.id))]
    else:
        back = [button(t("button.panel"), custom_id("lead.panel", session=session.id))]
    if session.state is SessionState.RUNNING:  # the question of the end, which it may have replaced
        end = custom_id("lead.end", session=session.id)
        back.insert(0, button(t("button.end_ask"), end, style=discord.ButtonStyle.danger))
    return layout(
        goes_to(found, client, t) or t("network.nobody"), [*switch(found, client, t), *back]
    )
