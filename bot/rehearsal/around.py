"""The short sessions around the workshop: a check-in and a scenario before, a decision and a review
after."""

from __future__ import annotations

import json
from collections import Counter

from simcord import ChannelHandle

from bot.i18n import catalogue
from bot.rehearsal.consenting import Agreed, agree
from bot.rehearsal.preparing import load_prepared, prepare, tell
from bot.rehearsal.script import Script
from bot.rehearsal.short import check_in, review
from bot.rehearsal.stage import Person, Stage, text_of
from bot.rehearsal.terminal import Terminal

# How many come early for the check-in, and stay for the review.
_EARLY = 12


class Around:
    """What happens before and after, and what it should have left in the posted JSON."""

    def __init__(
        self,
        made: Stage,
        terminal: Terminal,
        script: Script,
        places: tuple[ChannelHandle, ChannelHandle],
        coordinator: Person,
        lead: Person,
        people: list[Person],
    ) -> None:
        self._stage = made
        self._terminal = terminal
        self._script = script
        self._room, self._office = places
        self._coordinator = coordinator
        self._lead = lead
        self._early = people[:_EARLY]
        self._t = catalogue(script.language)
        self._typed: Counter[tuple[str, str | None]] = Counter()
        self._agreed: Agreed | None = None

    async def before(self) -> None:
        """The summaries' channel is chosen; a word each; a scenario is written, then told."""
        await self._coordinator.command(self._room, "settings coordinators", channel=self._office)
        await self._check_in()
        await self._prepare()

    async def after(self) -> None:
        """A decision, then a review."""
        await self._agree()
        await self._review()

    def differences(self, masked: bytes, told: bytes, agreed: bytes, typed: bytes) -> list[str]:
        """Return how the posted JSON of each session differs from what people did."""
        found: list[str] = []
        words = json.loads(masked)["postits"]
        if len(words) != len(self._early) or any(word["author"] for word in words):
            found.append("the masked session lost a word, or names someone")
        story = load_prepared(self._script.language)
        if json.loads(told)["fiction"]["opening"] != story.opening.strip():
            found.append("the story told is not the one that was written")
        if self._agreed is None:
            found.append("nothing was decided")
        else:
            found += self._agreed.differences(json.loads(agreed), self._t)
        kept = Counter((p["text"], p["column"]) for p in json.loads(typed)["postits"])
        if kept != self._typed:
            found.append("the typed post-its differ")
        return found

    async def _check_in(self) -> None:
        """A masked session: one word each, names nowhere."""
        self._chapter("rehearsal.opening")
        words = {
            person: self._script.weather[rank % len(self._script.weather)]
            for rank, person in enumerate(self._early)
        }
        told = await check_in(self._lead, words, self._room, self._stage, self._t)
        self._terminal.now = self._stage.env.now()
        self._terminal.tell(self._t("rehearsal.check_in", n=len(words)))
        self._terminal.room(told)

    async def _prepare(self) -> None:
        """A scenario is written with `/backcast`, tried on a small group, its recording played."""
        self._chapter("rehearsal.prepare")
        story = load_prepared(self._script.language)
        made = await prepare(self._lead, self._room, story, self._t)
        for text in (made.checked, made.filled, made.saved):
            self._terminal.aside(text, self._lead.name)
        read = await tell(self._lead, made.name, self._early[0], self._room, self._stage, self._t)
        self._terminal.now = self._stage.env.now()
        for text in read.room:
            self._terminal.room(text)
        self._terminal.aside(read.transcript, self._early[0].name)

    async def _agree(self) -> None:
        """A decision by consent: an objection, an amendment, then nobody objects."""
        self._chapter("rehearsal.consent")
        made = await agree(self._lead, self._early, self._room, self._stage, self._t)
        self._agreed = made
        self._terminal.now = self._stage.env.now()
        for text in (made.objected, made.amended, made.announced):
            self._terminal.room(text)
        self._terminal.aside(made.refused, self._lead.name)
        self._terminal.aside(made.receipt, self._early[1].name)

    async def _review(self) -> None:
        """A session typed in the channel: what to keep, drop and try."""
        self._chapter("rehearsal.review")
        said = [
            (self._early[n % len(self._early)], text) for n, text in enumerate(self._script.review)
        ]
        self._typed = await review(self._lead, said, self._room, self._stage, self._t)
        for person, text in said[:4]:
            self._terminal.tell(f"{person.name} : {text}")
        self._terminal.room(text_of(self._stage.last(self._office)), "🟡 #coordination")

    def _chapter(self, key: str) -> None:
        self._terminal.now = self._stage.env.now()
        self._terminal.chapter(self._t(key))
