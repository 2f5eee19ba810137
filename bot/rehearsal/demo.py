"""The reference workshop played by the real bot in the simulated Discord, in virtual time."""

from __future__ import annotations

import json
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

import discord

from bot.i18n import catalogue
from bot.rehearsal.around import Around
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.delivered import Delivered
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.polling import judge
from bot.rehearsal.reacting import answer_the_wall
from bot.rehearsal.road import Road
from bot.rehearsal.script import Script, load_script
from bot.rehearsal.sorting import Sorting
from bot.rehearsal.stage import Answer, Stage, has_buttons, stage, text_of
from bot.rehearsal.terminal import Terminal
from bot.tally.recount import recounted
from bot.workshop.language import Language

# The simulated clock starts on 1 January 2026 at midnight: the workshop, on a Thursday at 14:00.
_OPENING = timedelta(days=14, hours=14)


async def play(people: int, seed: int, language: Language, out: Path) -> bool:
    """Play the workshop; return False when the bot raised, left someone unanswered, had a request
    refused, or posted a summary that differs from what people did.

    What coordinators receive is written to the folder `out`, exactly as posted.
    """
    terminal = Terminal(language)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        async with stage(path, rng=Random(seed), check_errors=False) as made:
            rehearsal = Rehearsal(made, terminal, load_script(language), people, seed)
            await rehearsal.play()
            files = rehearsal.delivered.write_to(out)
            problems = [
                *(f"the bot raised {type(e).__name__}: {e}" for e in made.env.errors),
                *(f"left unanswered: {one}" for one in made.unanswered),
                *(f"refused by Discord: {one}" for one in made.refused),
                *rehearsal.differences(),
            ]
            requests = len(made.env.http_requests)
    t = catalogue(language)
    terminal.chapter(t("rehearsal.proof"))
    for problem in problems:
        terminal.problem(problem)
    if not problems:
        terminal.fine(t("rehearsal.answered", n=made.answers, requests=requests))
        ledger = rehearsal.ledger
        terminal.fine(
            t(
                "rehearsal.found",
                postits=ledger.postits.total(),
                ballots=ledger.voters,
                dots=ledger.dots.total(),
            )
        )
    terminal.tell(t("rehearsal.written", folder=out))
    texts = [file for file in files if file.suffix != ".png"]
    for file in texts:
        size = t("rehearsal.size", n=-(-file.stat().st_size // 1024))
        terminal.tell(f"  {file.name} ({size})")
    terminal.tell("  " + t.n("rehearsal.pictures", len(files) - len(texts)))
    return not problems


class Rehearsal:
    """One run of the script."""

    def __init__(
        self, made: Stage, terminal: Terminal, script: Script, people: int, seed: int
    ) -> None:
        self.stage = made
        self.terminal = terminal
        self.script = script
        self.ledger = Ledger()
        self._chance = Random(seed)
        self._t = catalogue(script.language)
        self._server = made.server("Réseau d'essai")
        self._room = self._server.create_text_channel("atelier")
        self._office = self._server.create_text_channel("coordination")
        self.delivered = Delivered(made, self._room, self._office)
        manager = self._server.create_role(
            "Coordination", permissions=discord.Permissions(manage_guild=True)
        )
        language = script.language
        coordinator = made.person(self._server, "Ondine", language, [manager])
        self._leader = made.person(self._server, script.facilitator, language)
        self._people = [made.person(self._server, name, language) for name in script.names(people)]
        self._crowd = Crowd(
            self._people, made, self._room, script, self.ledger, terminal, self._chance
        )
        self._road = Road(
            made, self._room, script, self._leader, self._people, self._t, self._chance
        )
        places = (self._room, self._office)
        self._around = Around(
            made, terminal, script, places, coordinator, self._leader, self._people
        )

    async def play(self) -> None:
        """Play the workshop from the first card to the summary."""
        await self.stage.env.advance_time(_OPENING.total_seconds())
        await self._around.before()
        await self._open()
        await self._story()
        await self._collect()
        await self._reveal()
        await self._sort()
        await self._vote()
        await self._roadmap()
        await self._begin()
        await self._discuss()
        await self._act()
        await self._end()
        await self._around.after()

    async def _open(self) -> None:
        self._panel = await self._leader.command(
            self._room,
            "session new",
            recipe="backcasting",
            scenario=f"adere-2032.{self.script.language.value}",
            title=self.script.session_title,
        )
        self.terminal.aside(self._panel.text, self._leader.name)
        self._show_card()

    async def _story(self) -> None:
        said = len(self.stage.messages(self._room))
        self._panel = await self._press_lead("button.start")
        self._chapter_of_step()
        await self.stage.later(260)
        self._tick()
        for message in self.stage.messages(self._room)[said:]:
            self.terminal.room(text_of(message))
        late = self._people[-1]
        answer = await late.press(self._card(), label=self._t("button.where"))
        self._tell("rehearsal.late", who=late.name)
        self.terminal.aside(answer.text, late.name)

    async def _collect(self) -> None:
        await self._next()
        self._show_card()
        texts = self._crowd.handed_out()
        pause = 9 * 60 / len(self._people)
        shown = False
        for person, postits in self.terminal.following(
            list(zip(self._people, texts, strict=True)), self._t("rehearsal.writing")
        ):
            await self.stage.later(pause)
            for rank in postits:
                answer = await self._crowd.write(person, rank)
                if not shown:
                    self.terminal.aside(answer.text, person.name)
                    shown = True
        tempted = self._people[2]
        self.terminal.aside((await self._crowd.tempted(tempted)).text, tempted.name)
        await self._crowd.second_thoughts()
        await self.stage.later(30)
        self._tick()
        self._show_card()

    async def _reveal(self) -> None:
        said = len(self.stage.messages(self._room))
        await self._next()
        wall = [m for m in self.stage.messages(self._room)[said:] if not has_buttons(m)]
        self.terminal.room(text_of(wall[0]))
        if len(wall) > 1:
            self._tell("rehearsal.more_wall", n=len(wall) - 1)
        self._show_card()
        some = self._people[:6]
        self.ledger.answers = await answer_the_wall(some, self._card(), self._t, self._chance)
        if self.ledger.answers.seen:
            self._tell("rehearsal.reacted", n=len(some))
            self.terminal.aside(self.ledger.answers.seen.text, some[-1].name)
        await self.stage.later(5 * 60)

    async def _sort(self) -> None:
        """One suggestion is accepted, another refused; then themes, as people call them out."""
        await self._next()
        first, second, third = self.script.themes
        table = Sorting(self._leader, self._panel)
        await table.suggestions()
        self.terminal.aside(table.shown.text, self._leader.name)
        await table.accept()
        self._tell("rehearsal.accepted", who=self._leader.name)
        self.terminal.aside(table.shown.text, self._leader.name)
        await table.refuse()
        self._tell("rehearsal.refused", who=self._leader.name)
        for theme in self.script.themes:
            await table.gather(theme)
            await self.stage.later(60)
            self._tell("rehearsal.gathered", name=theme.name)
        await table.rename(first)
        self._tell("rehearsal.renamed", name=first.renamed)
        await table.merge(second, third)
        self._tell("rehearsal.merged", name=third.name, into=second.name)
        await table.publish()
        self._panel, self.ledger.themes = table.shown, table.themes
        await self.stage.later(10)
        self._tick()
        self._show_card()

    async def _vote(self) -> None:
        await self._next()
        self._show_card()
        voters = self._people[: max(2, len(self._people) * 11 // 12)]
        half = len(voters) // 2
        await self._crowd.cast(voters[:half], show=True)
        self._tell("rehearsal.restart")
        await self.stage.restart()
        await self._crowd.cast(voters[half:])
        await self.stage.later(60)
        self._tick()
        self._show_card()

    async def _roadmap(self) -> None:
        await self._next(waits=True)
        result = next(m for m in reversed(self.stage.messages(self._room)) if not has_buttons(m))
        self.terminal.room(text_of(result))
        shown, self._panel = await self._road.draw()
        self.ledger.milestones.update(m.statement for m in self.script.milestones)
        self.terminal.aside(shown.text, self._leader.name)
        self._tick()
        self._show_card()

    async def _begin(self) -> None:
        """Where to begin: a vote on the milestones."""
        await self._next()
        self._show_card()
        self.terminal.aside(await self._road.where_to_begin(), self._people[0].name)
        self.ledger.ticked = self._road.ticked

    async def _discuss(self) -> None:
        await self._next()
        for note in self.script.notes:
            form = await self._leader.press(self._panel, label=self._t("button.note"))
            await self._leader.fill(form, note=note.text)
            await self.stage.later(90)
        self._panel = await self._leader.press(self._panel, label=self._t("button.more", minutes=5))
        self._tick()
        self._show_card()
        await self._judge()

    async def _judge(self) -> None:
        """A question comes up: it is voted on at once, and the discussion comes back."""
        self._tell("rehearsal.question", who=self._leader.name)
        polled = await judge(
            self.script.poll,
            self._leader,
            self._people,
            self._room,
            self.stage,
            self._t,
            self._chance,
        )
        self.terminal.room(polled.card)
        self.terminal.aside(polled.receipt, self._people[0].name)
        self.terminal.room(polled.result)
        self.ledger.judged = polled.ballots
        self._panel = polled.panel
        await self._next()
        await self.stage.later(60)

    async def _act(self) -> None:
        await self._next()
        self.ledger.actions = await self._road.act()
        self._tick()
        self._show_card()

    async def _end(self) -> None:
        question = await self._press_lead("button.end")
        await self._leader.press(question, label=self._t("button.end_yes"))
        await self.stage.later(10)
        self._tick()
        self._chapter("rehearsal.summary")
        self.terminal.room(text_of(self.stage.last(self._office)), "🟡 #coordination")

    # Moving through the session

    async def _next(self, waits: bool = False) -> None:
        (button,) = self._panel.found("lead.next")
        self._panel = await self._leader.press(self._panel, custom_id=button["custom_id"])
        if waits:
            await self.stage.later(1)
        self._chapter_of_step()

    async def _press_lead(self, key: str) -> Answer:
        return await self._leader.press(self._panel, label=self._t(key))

    def _card(self) -> discord.Message:
        return self.stage.card(self._room)

    def _show_card(self) -> None:
        self.terminal.room(text_of(self._card()))

    def _chapter(self, key: str) -> None:
        self._tick()
        self.terminal.chapter(self._t(key))

    def _chapter_of_step(self) -> None:
        self._tick()
        title = next(line for line in text_of(self._card()).split("\n") if line.startswith("## "))
        self.terminal.chapter(title.removeprefix("## "))

    def _tell(self, key: str, **params: object) -> None:
        self._tick()
        self.terminal.tell(self._t(key, **params))

    def _tick(self) -> None:
        self.terminal.now = self.stage.env.now()

    def differences(self) -> list[str]:
        """Return how the posted JSON of each session differs from what people did."""
        masked, told, workshop, agreed, typed = self.delivered.documents()
        found = self.ledger.differences(json.loads(workshop))
        found += self._around.differences(masked, told, agreed, typed)
        recount = json.loads(recounted(workshop))
        if not all(vote["as_stated"] for vote in recount["votes"]):
            found.append("a vote does not recount to the result it states")
        return found
