"""The page on which a simulated Discord is lived: `simcord`'s preview, kept live.

`simcord` shows a channel in a world that only moves when it is told to, to people who look at it
one after the other. Here time runs, others act, and several channels are seen at the same time.
What this takes of its private names stands in this module alone; `tests/browser` holds it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import simcord
from simcord import ChannelHandle, MemberActor
from simcord.backend.errors import BackendError, SetupError
from simcord.preview import Preview
from simcord.preview._action_plans import _component_key, _component_paths

from bot.workshop.language import Language

# What a person could not do in Discord either: a button that is gone, a channel that is shut.
Impossible = (BackendError, SetupError)
# Whoever looked at the page this short a while ago still does: it asks for news twice a second.
_LOOKING = 5.0
# How many showings of pages are remembered, and how many messages of each: a press comes at once.
_REMEMBERED, _LATEST = 60, 80


class PortTakenError(Exception):
    """No page can be served at the port that was asked for."""


def set_clock(env: simcord.Env, now: datetime) -> None:
    """Have the clock of a simulated Discord in which nothing happened yet say `now`."""
    clock = env.backend.clock
    clock._epoch += now - clock.now()


def name_bot(env: simcord.Env, name: str) -> None:
    """Give the bot its name."""
    env.backend.bot_user.name = name


class Pages:
    """The pages of one simulated Discord, one a channel. Whatever acts in it holds `lock`.

    Where they are `only_read`, nobody does anything there but look, through whose eyes they like.
    """

    def __init__(self, env: simcord.Env, *, only_read: bool = False) -> None:
        self._env = env
        self._only_read = only_read
        self._previews: list[Preview] = []
        self._shown = -1
        self._controls = _Controls(env)
        self.lock = asyncio.Lock()

    @asynccontextmanager
    async def serving(
        self,
        channel: ChannelHandle,
        viewers: Sequence[MemberActor],
        language: Language,
        zone: str,
        port: int = 0,
    ) -> AsyncIterator[str]:
        """Serve the page of `channel`, which any of `viewers` may look at; gives its address."""
        self._env._preview = None  # simcord would have one page in all
        preview = self._env.preview(
            channel,
            viewers=list(viewers),
            layout="channel",
            locale=_locale(language),
            timezone=zone,
            port=port,
        )
        self._have_it_wait(preview)
        try:
            await preview.__aenter__()
        except SetupError as error:
            if isinstance(error.__cause__, OSError):
                raise PortTakenError from error
            raise
        self._previews.append(preview)
        try:
            yield preview.url
        finally:
            self._previews.remove(preview)
            await preview.close()

    async def closed(self) -> None:
        """Wait until someone ends the rehearsal from a page."""
        waits = [asyncio.ensure_future(one.wait_closed()) for one in self._previews]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()

    @property
    def moved(self) -> bool:
        """True when something happened since the pages were last shown."""
        return len(self._env.backend.transcript) != self._shown

    @property
    def looked_as(self) -> set[int]:
        """Who is being played: the people as whom someone looks at a page now."""
        now = time.monotonic()
        return {
            page.viewer.id
            for preview in self._previews
            for page in preview._pages.values()
            if page is not preview._python and now - page.last_activity < _LOOKING
        }

    async def show(self) -> None:
        """Have every page show what is; the lock is held."""
        self._shown = len(self._env.backend.transcript)
        for preview in self._previews:
            if preview._closed:
                continue
            for page in preview._pages.values():
                if not page.snapshot.get("history", {}).get("hasAfter"):
                    page.window_end_id = None  # who reads the latest goes on reading the latest
            self._env._preview = preview
            await preview.refresh()

    def _have_it_wait(self, preview: Preview) -> None:
        """Have what is done on a page wait for its turn, and be done on the page as it then is."""
        act, publish = preview._action, preview._publish

        def publishing(page: Any, **how: Any) -> None:
            publish(page, **how)
            self._controls.note(page)

        async def acting(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
            if self._only_read and isinstance(body, Mapping) and _acts(body):
                page = preview._get_page(context_id)
                asked = {name: body.get(name) for name in ("request_id", "sequence")}
                return preview._reject(page, "control-unavailable", **asked)
            async with self.lock:
                self._env._preview = preview
                return await act(context_id, self._as_of_now(preview, context_id, body))

        preview._action = acting  # type: ignore[method-assign]
        preview._publish = publishing  # type: ignore[method-assign]

    def _as_of_now(
        self, preview: Preview, context_id: str | None, body: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Return an act on a page as one on what the page has become: it is shown again all the
        time, and what its bot no longer offers is refused all the same."""
        page = preview._pages.get(context_id or "")
        if page is None or not isinstance(body, Mapping):
            return body
        now: dict[str, object] = {
            "published_revision": page.revision,
            "bot_generation": preview.env._generation,
        }
        now |= self._controls.pressed(page, body)
        return {**body, **{name: value for name, value in now.items() if name in body}}


class _Controls:
    """Which button or menu stood where on the pages of late.

    A page names what is pressed by its place in the message, which another takes when the card is
    drawn again: who pressed means the one that they saw, as in Discord.
    """

    def __init__(self, env: simcord.Env) -> None:
        self._env = env
        self._seen: dict[tuple[str, int], dict[str, str]] = {}

    def note(self, page: Any) -> None:
        """Remember what a page shows, as it is shown."""
        self._seen[page.id, page.revision] = self._on(page)
        while len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def pressed(self, page: Any, body: Mapping[str, Any]) -> dict[str, str]:
        """Return where what was pressed stands now, or that it stands nowhere."""
        place, seen = body.get("control_key"), body.get("published_revision")
        if not isinstance(place, str) or not isinstance(seen, int):
            return {}
        meant = self._seen.get((page.id, seen), {}).get(place)
        if meant is None:
            return {}
        message, now = place.partition(":component:")[0], self._on(page)
        if now.get(place) == meant:
            return {}
        moved = (at for at, what in now.items() if what == meant and at.startswith(f"{message}:"))
        return {"control_key": next(moved, f"{message}:gone")}

    def _on(self, page: Any) -> dict[str, str]:
        """Return what is found where in the latest messages of the channel of a page."""
        messages = self._env.backend.messages.get(page.channel_id, {})
        return {
            place: str(component["custom_id"])
            for message in list(messages.values())[-_LATEST:]
            for root, top in enumerate(message.components)
            for path, component in _component_paths(top, str(root))
            if component.get("custom_id")
            and (place := _component_key(component, path, message.id)) is not None
        }


def _acts(body: Mapping[str, Any]) -> bool:
    """True for what somebody does in Discord, and not on the page alone."""
    return body.get("kind") in Preview._MUTATING_KINDS or body.get("kind") == "close"


def _locale(language: Language) -> str:
    """Return what Discord calls a language; English for one that it has no name for."""
    return language.value if language.value in Preview._LOCALES else "en-GB"
