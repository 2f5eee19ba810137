"""What the page says of the sound of the end, and the buttons that turn it on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.i18n import Catalogue
from bot.interface.pressing.router import custom_id
from bot.interface.showing.layout import Button, button
from bot.workshop.sessions.session import Session

if TYPE_CHECKING:
    from bot.client import Gommette


def sound_button(session: Session, t: Catalogue, *, timed: bool = False) -> Button:
    """Return the button that has the end of timeboxes heard, or no more; `timed` where it stands
    on the page of the time, to which it comes back."""
    key = "button.sound_is_on" if session.sound else "button.sound_is_off"
    heard = not session.sound
    if timed:
        turned = custom_id("time.sound", session=session.id, heard=heard)
    else:
        turned = custom_id("sound.set", session=session.id, heard=heard)
    return button(t(key), turned, emoji="🔔" if session.sound else "🔕")


def voice_buttons(bot: Gommette, session: Session, t: Catalogue) -> list[Button]:
    """Return the button of the voice channel: where there is a sound, and the bot can play it."""
    if session.voice_channel_id is not None:
        key, emoji = "button.voice_off", "🔇"
    elif session.sound and bot.ringing.player is not None:
        key, emoji = "button.voice_on", "🔊"
    else:
        return []
    heard = session.voice_channel_id is None
    return [button(t(key), custom_id("voice.set", session=session.id, heard=heard), emoji=emoji)]


def voice_line(bot: Gommette, session: Session, t: Catalogue) -> str:
    """Return where the sound is heard too, and why it was not last time; empty where it is not."""
    if session.voice_channel_id is None:
        return ""
    channel = f"<#{session.voice_channel_id}>"
    if bot.ringing.player is None:
        return t("voice.not_here", channel=channel)
    told = t("voice.where", channel=channel)
    why = bot.ringing.unheard(session.id)
    return told if why is None else f"{told}\n-# ⚠️ {t(f'voice.unheard.{why}')}"
