"""A server of the simulated Discord with the real bot in it, people who speak French or English,
and a list of everything that went wrong.

`simcord` has people speak English only, says nothing of requests that it refused and waits in real
time: the private names used for these stand in this module and in `bot.rehearsal.clocks`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import discord
import simcord
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.client import Gommette
from bot.config import Settings
from bot.library import Library
from bot.rehearsal.clocks import Clocks, at_once, by_days, keep_time_simulated, look_often
from bot.rehearsal.forms import chosen, standing
from bot.rehearsal.rooms import model_rooms
from bot.rehearsal.script import locale_of
from bot.store import Database
from bot.workshop.language import Language
from bot.workshop.sessions.session import StepRun

# The simulator gives up on an action that takes longer (real seconds).
SETTLE = 120.0

Reply = ResponseMessage
MENUS = (3, 5, 6, 7, 8)  # of texts, people, roles, both, channels
# How long people take, of whom someone watches what they do (seconds).
_PRESSING, _CHOOSING, _WRITING = 1.5, 2.0, 3.0


class Person:
    """Someone in a server, who reads one language; `acts` counts what they did that is answered."""

    def __init__(self, stage: Stage, member: MemberActor) -> None:
        self._stage = stage
        self.member = member
        self.acts = 0

    @property
    def id(self) -> int:
        return self.member.id

    @property
    def name(self) -> str:
        return self.member.name

    async def say(self, channel: ChannelHandle, text: str) -> discord.Message:
        """Type a message in a channel."""
        await self._stage.pace(_WRITING)
        return await self.member.send(channel, text)

    async def edit(self, message: discord.Message, text: str) -> None:
        await self._stage.pace(_WRITING)
        await self.member.edit(message, text)

    async def delete(self, message: discord.Message) -> None:
        """Delete a message of one's own."""
        await self._stage.pace(_PRESSING)
        await self.member.delete(message)

    async def use_menu(self, channel: ChannelHandle, name: str, message: discord.Message) -> Answer:
        """Use an entry of the menu of a message."""
        await self._stage.pace(_CHOOSING)
        return self._did(await self.member.context_menu(channel, name, message))

    async def command(self, channel: ChannelHandle, name: str, /, **options: Any) -> Answer:
        """Use a slash command."""
        await self._stage.pace(_WRITING)
        return self._did(await self.member.slash(channel, name, **options))

    async def press(
        self,
        shown: Shown,
        verb: str | None = None,
        *,
        label: str | None = None,
        custom_id: str | None = None,
    ) -> Answer:
        """Press the button that leads to `verb`, the one named `label`, or that of a custom id.

        AssertionError when not exactly one button leads to `verb`.
        """
        source = message_of(shown)
        if verb is not None:
            custom_id = _only(found(source, verb), verb)
        await self._stage.pace(_PRESSING)
        return self._did(await self.member.click(source, label=label, custom_id=custom_id))

    async def choose(self, shown: Shown, verb: str, *values: Any) -> Answer:
        """Choose in the menu that leads to `verb`, or that has it for its whole custom id: texts,
        or handles of people, roles or channels."""
        source = message_of(shown)
        menus = [part for part in components(source) if _leads_to(part, verb)]
        await self._stage.pace(_CHOOSING)
        return self._did(
            await self.member.select(source, list(values), custom_id=_only(menus, verb))
        )

    async def fill(self, answer: Answer, **values: Any) -> Answer:
        """Send the form that `answer` opened."""
        await self._stage.pace(_WRITING)
        return self._did(await self.member.submit_modal(answer.result, values))

    async def amend(self, answer: Answer, **values: Any) -> Answer:
        """Send the form that `answer` opened as it stands, but for `values`."""
        return await self.fill(answer, **{**standing(answer.form or {}), **values})

    def _did(self, result: InteractionResult) -> Answer:
        self.acts += 1
        return self._stage.noted(result)


class Answer:
    """What the bot answered to one action."""

    def __init__(self, result: InteractionResult) -> None:
        self.result = result

    @property
    def text(self) -> str:
        """Everything that the answer says."""
        message = self.message
        return text_of(message) if message is not None else ""

    @property
    def message(self) -> Reply | None:
        followups = self.result.followups
        return followups[-1] if followups else self.result.response

    @property
    def shown(self) -> Reply:
        """The message; there must be one."""
        if self.message is None:
            raise AssertionError("there was no answer to look at")
        return self.message

    def found(self, verb: str) -> list[dict[str, Any]]:
        return found(self, verb)

    def options(self, verb: str) -> list[dict[str, Any]]:
        """Return the choices of the menus that lead to `verb`."""
        return [option for menu in self.found(verb) for option in menu["options"]]

    @property
    def private(self) -> bool:
        message = self.message
        return message is not None and message.ephemeral

    @property
    def preset(self) -> dict[str, list[str]]:
        """What the menus of a form hold before the person touches them."""
        return chosen(self.form or {})

    @property
    def form(self) -> dict[str, Any] | None:
        return self.result.modal


Shown = discord.Message | Reply | Answer


class Stage:
    """One simulated Discord. `refused` and `unanswered` list what Discord would have shown.

    `pace` is awaited before each act, with how long people take, and `strides` cuts time that
    passes: so many seconds, then how long is looked at what they brought.
    """

    def __init__(
        self, env: simcord.Env, path: Path, library: Library, rng: Random | None, clocks: Clocks
    ) -> None:
        self.env = env
        self.clocks = clocks
        self.path = path
        self._library = library
        self._rng = rng
        self._locales: dict[int, str] = {}
        self.pace: Callable[[float], Awaitable[None]] = at_once
        self.strides: Callable[[float], Iterable[tuple[float, float]]] = by_days
        self.refused: list[str] = []
        self.unanswered: list[str] = []
        self.answers = 0
        env.backend.subscribers.insert(0, self._speak)
        keep_time_simulated(env)
        self.rooms = model_rooms(env)
        look_often(env)
        self._watch_every_bot()

    @property
    def bot(self) -> Gommette:
        bot = self.env.bot
        assert isinstance(bot, Gommette)
        return bot

    def server(self, name: str = "Coopérative d'essai", **options: Any) -> simcord.GuildHandle:
        return self.env.create_guild(name, **options)

    def person(
        self,
        server: simcord.GuildHandle,
        name: str,
        language: Language = Language.FRENCH,
        roles: Sequence[simcord.RoleHandle] = (),
    ) -> Person:
        """Have someone join `server`."""
        user = self.env.create_user(name)
        self._locales[user.id] = locale_of(language)
        return Person(self, server.add_member(user, roles=roles))

    def messages(self, channel: ChannelHandle) -> list[discord.Message]:
        """Return what everyone sees in a channel, oldest first."""
        return [m for m in channel.history() if not m.flags.ephemeral]

    def last(self, channel: ChannelHandle) -> discord.Message:
        return self.messages(channel)[-1]

    def card(self, channel: ChannelHandle) -> discord.Message:
        """Return the card of the moment; where there is none, the latest message with buttons."""
        with_buttons = [m for m in reversed(self.messages(channel)) if has_buttons(m)]
        return next(filter(is_card, with_buttons), with_buttons[0])

    async def step(self, channel: ChannelHandle) -> StepRun | None:
        """Return the step under way in a channel; None when no session is."""
        async with self.bot.ctx.database.read() as tx:
            session = await tx.sessions.live_in(channel.id)
            if session is None:
                return None
            return await tx.sessions.step_at(session.id, session.position)

    async def later(self, seconds: float) -> None:
        """Let time pass, in bounded strides."""
        for stride, pause in self.strides(seconds):
            await self.env.advance_time(stride)
            await self.pace(pause)

    async def silence(self, channel: ChannelHandle, *, silent: bool = True) -> None:
        """Take from the bot the right to write in a channel, or give it back."""
        backend, right = self.env.backend, discord.Permissions(send_messages=True).value
        ours = Overwrite(backend.bot_user.id, OverwriteType.MEMBER, deny=right if silent else 0)
        backend.edit_channel(channel.id, {}, overwrites=[ours])
        await self.env.settle()

    async def restart(self) -> None:
        """Stop the bot as a deployment would, and start another on the same database."""
        async with self.stopped():
            pass

    @asynccontextmanager
    async def stopped(self) -> AsyncIterator[Path]:
        """Stop the bot, give the path of its database, and start another bot on it afterwards."""
        settings = self.bot.settings
        await self.bot.close()
        yield self.path
        bot = await open_bot(settings, self.path, self._library, self._rng, self.clocks)
        await self.env.restart_bot(bot)

    def noted(self, result: InteractionResult) -> Answer:
        """Remember an action that got no answer, and return the answer."""
        self.answers += 1
        if not result.acknowledged:
            self.unanswered.append(repr(result))
        return Answer(result)

    def _watch_every_bot(self) -> None:
        """Note every request that the simulated Discord refuses, from the first of each bot."""
        attached = self.env._capture_errors

        def watch() -> None:
            attached()
            http = self.env.bot.http
            http.request = self._watched(http.request)  # type: ignore[method-assign]
            adapter = self.env._webhook_adapter
            adapter.request = self._watched(adapter.request)

        self.env._capture_errors = watch  # type: ignore[method-assign]

    def _watched(self, request: Callable[..., Any]) -> Callable[..., Any]:
        async def watched(route: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return await request(route, *args, **kwargs)
            except discord.HTTPException as error:
                self.refused.append(f"{route.method} {route.path}: {error}")
                raise

        return watched

    def _speak(self, event: str, payload: Any) -> None:
        if event != "INTERACTION_CREATE":
            return
        user = payload.get("member", payload).get("user", {})
        payload["locale"] = self._locales.get(int(user.get("id", 0)), "en-GB")
        if "guild_locale" in payload:
            payload["guild_locale"] = "fr"


async def open_bot(
    settings: Settings, path: Path, library: Library, rng: Random | None, clocks: Clocks
) -> Gommette:
    """Return the real bot on the database at `path`."""
    database = await Database.open(path)
    return Gommette(settings, database, library, rng=rng, clock=clocks.now, steady=clocks.steady)


@asynccontextmanager
async def stage(
    path: Path,
    *,
    settings: Settings | None = None,
    library: Library | None = None,
    rng: Random | None = None,
    check_errors: bool = True,
) -> AsyncIterator[Stage]:
    """A simulated Discord with the bot on the database at `path`; closed at the end."""
    settings = settings or Settings(shard_count=1)
    library = library or Library.load()
    clocks = Clocks()
    bot = await open_bot(settings, path, library, rng, clocks)
    try:
        run = simcord.run(bot, settle_timeout=SETTLE, check_errors=check_errors)
        made = Stage(run._env, path, library, rng, clocks)
        async with run:
            try:
                yield made
            finally:
                await made.bot.close()
    finally:
        await bot.close()


def message_of(shown: Shown) -> discord.Message | Reply:
    """Return the message to look at, or the one that an answer showed; there must be one."""
    return shown.shown if isinstance(shown, Answer) else shown


def found(shown: Shown, verb: str) -> list[dict[str, Any]]:
    """Return the components of a message that lead to `verb`."""
    return [part for part in components(message_of(shown)) if verb_of(part) == verb]


def components(message: discord.Message | Reply) -> list[dict[str, Any]]:
    """Return every component of a message, nested ones too, as Discord stores them."""
    tops = (
        message.components
        if isinstance(message, Reply)
        else [component.to_dict() for component in message.components]
    )
    return [part for top in tops for part in _walk(top)]


def verb_of(component: dict[str, Any]) -> str:
    """Return the verb that a component leads to; empty when it leads nowhere."""
    return str(component.get("custom_id", "")).split(":")[0]


def is_card(message: discord.Message | Reply) -> bool:
    """True for a card that the room is led from."""
    return any(verb_of(component) == "lead.panel" for component in components(message))


def has_buttons(message: discord.Message | Reply) -> bool:
    return any(component.get("type") == 2 for component in components(message))


def text_of(message: discord.Message | Reply) -> str:
    """Return what a message says, its components read in order."""
    parts = [message.content]
    parts += [part["content"] for part in components(message) if part.get("type") == 10]
    return "\n".join(part for part in parts if part)


def _walk(part: Any) -> list[dict[str, Any]]:
    inner = [*part.get("components", ()), *filter(None, [part.get("accessory")])]
    return [part, *(found for child in inner for found in _walk(child))]


def _only(parts: list[dict[str, Any]], verb: str) -> str:
    """Return the custom id of the one part that leads to `verb`."""
    if len(parts) != 1:
        raise AssertionError(f"{len(parts)} components lead to {verb}")
    return str(parts[0]["custom_id"])


def _leads_to(component: dict[str, Any], verb: str) -> bool:
    is_menu = component.get("type") in MENUS
    return is_menu and verb in (verb_of(component), component.get("custom_id"))
