"""One session whatever happens: people act at random, and who leads presses until it is done."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from tests.chaos.hall import Hall
from tests.chaos.ledger import Box, Ledger, Sent, Typed
from tests.host.interactions import Callback
from tests.host.people import Answer, Person, Unanswered, has, text_of
from tests.host.world import Channel, Payload, parts
from tests.process.running import PATIENCE

OPTIONS = ("Un verger", "Un four à pain", "Une chorale", "Un vélo-cargo")
_KEPT, _IN_THE_BOX = ("noté", "déjà"), "dans l'urne"
_READ_LATER = 45  # seconds
_RECIPE = "keep-drop-try"
# What does it, once one was asked.
_DOES = ("lead.leave", "lead.end_yes")


class Stuck(Exception):  # noqa: N818 - what a person would say
    """A person pressed again and again, and it never came to be."""


class Session:
    """A session in a channel, its people, and what they did."""

    def __init__(self, hall: Hall, channel: Channel, rng: Random, people: int) -> None:
        self.hall = hall
        self.channel = channel
        self.rng = rng
        self.lead = hall.discord.person(channel, "Maëlle", manages=True)
        self.people = [hall.discord.person(channel, f"Personne {n + 1}") for n in range(people)]
        self.ledger = Ledger()
        self._said = 0

    # Those who lead.

    async def open(self) -> None:
        """Open and start the session, whose data comes with its summary."""
        await self._until(self._posts_data, [self._chosen])
        await self._until(
            lambda: self.kind() is not None,
            [lambda: self.lead.command("session new", recipe=_RECIPE), lambda: self._led("start")],
        )

    async def go(self, kind: str) -> None:
        """Lead to the next step of a kind."""
        await self._until(lambda: self.kind() == kind, [lambda: self._led("next")])

    async def vote(self, method: str = "approval") -> None:
        """Open a vote in the middle of what is under way."""
        asked = {"question": "Par quoi commencer ?", "method": method}
        options = " ; ".join(OPTIONS)
        await self._until(
            lambda: self.kind() == "vote",
            [lambda: self.lead.command("vote open", options=options, **asked)],
        )

    async def close_vote(self) -> None:
        """Close a vote that nobody cast a ballot in, and go on with what it interrupted."""
        await self._until(
            lambda: self.kind() != "vote",
            [lambda: self.lead.command("vote close"), lambda: self._led("next")],
        )

    async def remind(self) -> None:
        """Have those who have not voted told so."""
        with suppress(Unanswered):
            await self.lead.command("vote remind")

    async def overflow(self, text: str) -> None:
        """Send a form that is refused, with more than comes back in one message."""
        card = self.card("postit.add")
        if card is not None:
            form = await self.people[0].press(card, "postit.add")
            await self.people[0].fill(form, ideas=text, column=["Garder"])

    async def end(self) -> Payload:
        """End the session; return the document of its summary, once posted."""
        await self._until(lambda: self.state() == "ended", [self._ended])
        await self.hall.discord.becomes(lambda: self.document() is not None)
        document = self.document()
        assert document is not None
        return document

    async def becomes(self, state: str) -> None:
        """Wait until the session is in a state, which may ask nothing more of Discord."""
        for _ in range(PATIENCE * 5):
            if self.state() == state:
                return
            await asyncio.sleep(0.2)
        raise Stuck(f"still {self.state()}")

    async def settled(self) -> None:
        """Wait until what was typed is on record: for as long as a channel may be read later."""
        said = [typed.texts[-1] for typed in self.ledger.typed if not typed.deleted]
        for _ in range(_READ_LATER * 2):
            if all(
                _one(self.hall.database, "SELECT id FROM postits WHERE text = ?", text)
                for text in said
            ):
                return
            await asyncio.sleep(0.5)

    async def posted_in(self, office: Channel) -> None:
        """Have the summary of a session that has lost its channel posted in another."""
        lead = self.lead.elsewhere(office)
        for _ in range(PATIENCE):
            if self.document(office) is not None:
                return
            with suppress(Unanswered, AssertionError):
                answer = await lead.command("session post")
                await lead.press(answer, "post.here")
            await asyncio.sleep(0.5)
        raise Stuck("no summary")

    async def _led(self, verb: str) -> Answer:
        """Press a button of the panel, and the first of the ways on where a question is asked."""
        panel = await self.lead.command("session panel")
        answer = await self.lead.press(panel, f"lead.{verb}")
        found = parts(answer.content)
        ways = [p["label"] for p in found if str(p.get("custom_id")).split(":")[0] in _DOES]
        return await self.lead.press(answer, ways[0]) if ways else answer

    async def _chosen(self) -> Answer:
        page = await self.lead.command("settings documents")
        return await self.lead.choose(page, "settings.documents", "json")

    def _posts_data(self) -> bool:
        chosen = "SELECT documents FROM servers WHERE server_id = ?"
        return _one(self.hall.database, chosen, self.channel.guild) == '["json"]'

    async def _ended(self) -> Answer:
        return await self._led("end")

    async def _until(
        self, done: Callable[[], bool], acts: Sequence[Callable[[], Awaitable[Answer]]]
    ) -> None:
        """Act until it is done, as a person does who looks where things stand after a failure."""
        for _ in range(PATIENCE):
            for act in acts:
                if done():
                    return
                try:
                    await act()
                except (Unanswered, AssertionError):
                    await asyncio.sleep(0.2)
        raise Stuck(f"still {self.kind()}, {self.state()}")

    # Where it stands, from the rows.

    def kind(self) -> str | None:
        """Return the kind of the open step."""
        return _one(
            self.hall.database,
            "SELECT kind FROM steps JOIN sessions ON sessions.id = session_id"
            " WHERE channel_id = ? AND steps.state = 'open'",
            self.channel.id,
        )

    def state(self) -> str | None:
        return _one(
            self.hall.database,
            "SELECT state FROM sessions WHERE channel_id = ? ORDER BY id DESC",
            self.channel.id,
        )

    def document(self, channel: Channel | None = None) -> Payload | None:
        """Return the JSON that a summary has brought into the channel, or into another."""
        for message in (channel or self.channel).messages.values():
            for file in message["attachments"]:
                if file["filename"].endswith(".json"):
                    content = self.hall.discord.world.files[file["id"]]
                    found: Payload = json.loads(content)
                    return found
        return None

    def card(self, verb: str) -> Payload | None:
        """Return the newest message with a button that leads to a verb."""
        return next((m for m in reversed([*self.channel.messages.values()]) if has(m, verb)), None)

    # What people do: each act once, and what they read of it.

    async def write(self, person: Person) -> None:
        """Send a form of one to three post-its."""
        texts = [self._idea(person) for _ in range(self.rng.randint(1, 3))]
        sent = Sent(texts)
        card = self.card("postit.add")
        if card is None:
            return
        form = await person.press(card, "postit.add")
        if form.kind is not Callback.FORM:
            return
        self.ledger.forms.append(sent)
        answer = await person.fill(form, ideas="\n".join(texts), column=["Garder"])
        sent.confirmed = any(word in answer.text for word in _KEPT)

    async def type(self, person: Person) -> None:
        text = self._idea(person)
        self.ledger.typed.append(Typed(person.say(f"+ {text}"), [text]))

    async def retype(self, person: Person) -> None:
        if mine := self._theirs(person):
            typed, text = self.rng.choice(mine), self._idea(person)
            typed.texts.append(text)
            person.retype(typed.message, f"+ {text}")

    async def unsay(self, person: Person) -> None:
        if mine := self._theirs(person):
            typed = self.rng.choice(mine)
            typed.deleted = True
            person.unsay(typed.message)

    async def choose(self, person: Person) -> None:
        """Cast a ballot, or cast it again."""
        card = self.card("ballot.open")
        if card is None:
            return
        chosen = sorted(self.rng.sample(["1", "2", "3", "4"], self.rng.randint(1, 3)))
        ballot = await person.press(card, "ballot.open")
        marked = await person.choose(ballot, "ballot.tick", *chosen)
        box = self.ledger.boxes.setdefault(person.user.id, Box())
        box.cast(chosen)
        if _IN_THE_BOX in (await person.press(marked, "ballot.cast")).text:
            box.confirmed()

    async def act(self, person: Person) -> None:
        """Propose an action."""
        card = self.card("action.add")
        if card is None:
            return
        form = await person.press(card, "action.add")
        if form.kind is not Callback.FORM:
            return
        sent = Sent([self._idea(person)])
        self.ledger.actions.append(sent)
        answer = await person.fill(form, what=sent.texts[0], owner="le bureau", due="15/01/2031")
        sent.confirmed = "enregistrée" in answer.text

    async def crowd(
        self, times: int, *acts: Callable[[Person], Awaitable[None]], pause: float = 0.05
    ) -> None:
        """Have everyone do `times` of these, at random, side by side."""

        async def one(person: Person) -> None:
            for _ in range(times):
                await asyncio.sleep(self.rng.random() * pause)
                try:
                    await self.rng.choice(acts)(person)
                except Unanswered:
                    self.ledger.unanswered += 1
                except AssertionError:  # the card has moved on: they look for the newest
                    continue

        await asyncio.gather(*map(one, self.people))

    def _theirs(self, person: Person) -> list[Typed]:
        return [
            typed
            for typed in self.ledger.typed
            if typed.message["author"]["id"] == str(person.user.id) and not typed.deleted
        ]

    def _idea(self, person: Person) -> str:
        """Return words that nobody else has written."""
        self._said += 1
        return f"Idée {self._said}, de {person.user.name}"


def said_twice(channel: Channel) -> list[str]:
    """Return the first words of the messages that say what another has said: a letter's number
    stands in each."""
    seen: set[int] = set()
    twice = []
    for message in channel.messages.values():
        number = next((part.get("id") for part in message["components"]), None)
        if not message["author"]["bot"] or number is None or number < 1_000_000:
            continue
        if number in seen:
            twice.append(text_of(message)[:60])
        seen.add(number)
    return twice


def _one(path: Path, statement: str, *values: object) -> str | None:
    if not path.exists():
        return None
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as connection:
        try:
            row = connection.execute(statement, values).fetchone()
        except sqlite3.OperationalError:  # before its tables are made
            return None
    return None if row is None else str(row[0])
