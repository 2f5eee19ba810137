"""The reference workshop played by the real bot in the simulated Discord, in virtual time."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import discord

from bot.i18n import catalogue
from bot.rehearsal.script import Script, load_script
from bot.rehearsal.stage import Answer, Person, Stage, components, stage, text_of
from bot.rehearsal.terminal import Terminal
from bot.workshop.language import Language

_BUDGET = 5
# The simulated clock starts on 1 January 2026 at midnight: the workshop, on a Thursday at 14:00.
_OPENING = timedelta(days=14, hours=14)


@dataclass
class Ledger:
    """What the script made, to be found again in the export: no more, no less."""

    postits: Counter[tuple[str, str]] = field(default_factory=Counter)  # text, author
    dots: Counter[str] = field(default_factory=Counter)  # option number
    voters: int = 0
    milestones: Counter[str] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)


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
            files = rehearsal.received(out)
            problems = [
                *(f"the bot raised {type(e).__name__}: {e}" for e in made.env.errors),
                *(f"left unanswered: {one}" for one in made.unanswered),
                *(f"refused by Discord: {one}" for one in made.refused),
                *rehearsal.differences(files),
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
    for file in files:
        size = t("rehearsal.size", n=-(-file.stat().st_size // 1024))
        terminal.tell(f"  {file.name} ({size})")
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
        manager = self._server.create_role(
            "Coordination", permissions=discord.Permissions(manage_guild=True)
        )
        language = script.language
        self._coordinator = made.person(self._server, "Ondine", language, [manager])
        self._leader = made.person(self._server, script.facilitator, language)
        self._people = [made.person(self._server, name, language) for name in script.names(people)]

    async def play(self) -> None:
        """Play the workshop from the first card to the summary."""
        await self.stage.env.advance_time(_OPENING.total_seconds())
        await self._open()
        await self._story()
        await self._collect()
        await self._reveal()
        await self._vote()
        await self._roadmap()
        await self._discuss()
        await self._act()
        await self._end()

    async def _open(self) -> None:
        self._chapter("rehearsal.opening")
        await self._coordinator.command(self._room, "settings coordinators", channel=self._office)
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
        answer = await late.press(self._card(), self._t("button.where"))
        self._tell("rehearsal.late", who=late.name)
        self.terminal.aside(answer.text, late.name)

    async def _collect(self) -> None:
        await self._next()
        self._show_card()
        texts = self._handed_out()
        pause = 9 * 60 / len(self._people)
        shown = False
        for person, postits in self.terminal.following(
            list(zip(self._people, texts, strict=True)), self._t("rehearsal.writing")
        ):
            await self.stage.later(pause)
            for rank in postits:
                answer = await self._write(person, rank)
                if not shown:
                    self.terminal.aside(answer.text, person.name)
                    shown = True
        await self._second_thoughts()
        await self.stage.later(30)
        self._tick()
        self._show_card()

    async def _reveal(self) -> None:
        said = len(self.stage.messages(self._room))
        await self._next()
        wall = [m for m in self.stage.messages(self._room)[said:] if not _has_buttons(m)]
        self.terminal.room(text_of(wall[0]))
        if len(wall) > 1:
            self._tell("rehearsal.more_wall", n=len(wall) - 1)
        self._show_card()
        await self.stage.later(5 * 60)

    async def _vote(self) -> None:
        await self._next()
        self._show_card()
        voters = self._people[: max(2, len(self._people) * 11 // 12)]
        half = len(voters) // 2
        await self._cast(voters[:half], show=True)
        self._tell("rehearsal.restart")
        await self.stage.restart()
        await self._cast(voters[half:])
        await self.stage.later(60)
        self._tick()
        self._show_card()

    async def _roadmap(self) -> None:
        await self._next(waits=True)
        result = next(m for m in reversed(self.stage.messages(self._room)) if not _has_buttons(m))
        self.terminal.room(text_of(result))
        panel = await self._leader.press(self._card(), self._t("button.lead"))
        for milestone in self.script.milestones:
            picker = await self._leader.press(panel, self._t("button.place"))
            form = await self._pick(picker, self.script.postits[milestone.postit].text)
            panel = await self._leader.fill(
                form,
                statement=milestone.statement,
                year=[str(milestone.year)],
                dimension=[milestone.dimension],
                who=milestone.who,
                obstacles=milestone.obstacles,
            )
            self.ledger.milestones[milestone.statement] += 1
            panel = await self._leader.press(panel, self._t("button.panel"))
            await self.stage.later(45)
        self._panel = panel
        self._tick()
        self._show_card()

    async def _discuss(self) -> None:
        await self._next()
        for note in self.script.notes:
            form = await self._leader.press(self._panel, self._t("button.note"))
            await self._leader.fill(form, note=note.text)
            await self.stage.later(90)
        self._panel = await self._leader.press(self._panel, self._t("button.more", minutes=5))
        self._tick()
        self._show_card()

    async def _act(self) -> None:
        await self._next()
        for action in self.script.actions:
            owner = next((p for p in self._people if p.name == action.owner), self._people[0])
            form = await owner.press(self._card(), self._t("button.action"))
            due = (self.terminal.now + timedelta(days=action.due_in_days)).date()
            await owner.fill(
                form,
                what=action.what,
                member=[owner.member],
                due=f"{due:%d/%m/%Y}",
                first_step=action.first_step,
            )
            self.ledger.actions[action.what] += 1
            await self.stage.later(60)
        self._tick()
        self._show_card()

    async def _end(self) -> None:
        question = await self._press_lead("button.end")
        await self._leader.press(question, self._t("button.end_yes"))
        await self.stage.later(10)
        self._tick()
        self._chapter("rehearsal.summary")
        self.terminal.room(text_of(self.stage.last(self._office)), "🟡 #coordination")

    # What people do

    def _handed_out(self) -> list[list[int]]:
        """Return the post-its of each person, by rank in the script: each at least once."""
        ranks = list(range(len(self.script.postits)))
        self._chance.shuffle(ranks)
        hands: list[list[int]] = [[] for _ in self._people]
        for turn in range(max(len(ranks), 3 * len(self._people))):
            hands[turn % len(hands)].append(ranks[turn % len(ranks)])
        return [list(dict.fromkeys(hand))[:12] for hand in hands]

    async def _write(self, person: Person, rank: int) -> Answer:
        postit = self.script.postits[rank]
        form = await person.press(self._card(), self._t("button.add"))
        fields: dict[str, Any] = {"ideas": postit.text, "dimension": [postit.dimension]}
        if postit.year is not None:
            fields["year"] = [str(postit.year)]
        answer = await person.fill(form, **fields)
        self.ledger.postits[postit.text, person.name] += 1
        return answer

    async def _second_thoughts(self) -> None:
        """Someone edits a post-it, someone else withdraws one."""
        editor, quitter = self._people[0], self._people[1]
        for person, verb in ((editor, "button.edit"), (quitter, "button.withdraw")):
            mine = await person.press(self._card(), self._t("button.mine"))
            menu = next(c for c in components(_shown(mine)) if c.get("type") == 3)
            chosen = menu["options"][0]["value"]
            one = await person.choose(mine, "postit.pick", chosen)
            answer = await person.press(one, self._t(verb))
            before = next(
                text
                for text, author in self.ledger.postits
                if author == person.name and _starts(text, menu["options"][0]["label"])
            )
            self.ledger.postits[before, person.name] -= 1
            if verb == "button.edit":
                after = self._t("rehearsal.edited", text=before)
                answer = await person.fill(answer, idea=after)
                self.ledger.postits[after, person.name] += 1
            self._tell(verb.replace("button", "rehearsal"), who=person.name)
        self.ledger.postits = +self.ledger.postits

    async def _cast(self, voters: list[Person], show: bool = False) -> None:
        for person in self.terminal.following(voters, self._t("rehearsal.voting")):
            await self.stage.later(3)
            ballot = await person.press(self._card(), self._t("button.ballot"))
            ballot = await self._turn_to_a_lane(person, ballot)
            options = _options(ballot, "ballot.put")
            drawn = self._drawn(options, _BUDGET)
            ballot = await person.choose(ballot, "ballot.put", *drawn)
            for option in drawn:
                self.ledger.dots[option] += 1
            if len(drawn) < _BUDGET:  # fewer options than dots: the first gets another
                ballot = await person.choose(ballot, "ballot.put", drawn[0])
                self.ledger.dots[drawn[0]] += 1
            self.ledger.voters += 1
            if show:
                self.terminal.aside(ballot.text, person.name)
                show = False

    async def _turn_to_a_lane(self, person: Person, ballot: Answer) -> Answer:
        lanes = [c for c in components(_shown(ballot)) if _verb(c) == "ballot.lane"]
        if not lanes:
            return ballot
        lane = self._chance.choice(lanes[0]["options"])["value"]
        return await person.choose(ballot, "ballot.lane", lane)

    def _drawn(self, options: list[dict[str, Any]], number: int) -> list[str]:
        """Draw different options, each as likely as its appeal in the script."""
        pool = {option["value"]: self._appeal(option["label"]) for option in options}
        drawn: list[str] = []
        while pool and len(drawn) < number:
            value = self._chance.choices(list(pool), list(pool.values()))[0]
            drawn.append(value)
            del pool[value]
        return drawn

    def _appeal(self, label: str) -> int:
        text = label.split(" · ", 1)[-1]
        return next((p.appeal**2 for p in self.script.postits if _starts(p.text, text)), 1)

    async def _pick(self, picker: Answer, text: str) -> Answer:
        """Find a post-it in the facilitator's menu, page after page; write anew if it is gone."""
        while True:
            for option in _options(picker, "road.pick"):
                if _starts(text, option["label"].split(" · ", 1)[-1]):
                    return await self._leader.choose(picker, "road.pick", option["value"])
            turn = [c for c in components(_shown(picker)) if c.get("label") == "▶"]
            if not turn or turn[0].get("disabled"):
                return await self._leader.press(picker, self._t("button.write_milestone"))
            picker = await self._leader.press(picker, custom_id=turn[0]["custom_id"])

    # Moving through the session

    async def _next(self, waits: bool = False) -> None:
        menu = next(
            c
            for c in components(_shown(self._panel))
            if str(c.get("custom_id", "")).startswith("lead.next")
        )
        self._panel = await self._leader.press(self._panel, custom_id=menu["custom_id"])
        if waits:
            await self.stage.later(1)
        self._chapter_of_step()

    async def _press_lead(self, key: str) -> Answer:
        return await self._leader.press(self._panel, self._t(key))

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

    # What coordinators receive

    def received(self, out: Path) -> list[Path]:
        """Write the last message of the coordinators' channel and its files into `out`."""
        out.mkdir(parents=True, exist_ok=True)
        message = self.stage.last(self._office)
        files = [out / "message.md"]
        files[0].write_text(text_of(message) + "\n", encoding="utf-8")
        for attachment in message.attachments:
            blob = self.stage.env.backend.cdn.get(attachment.url)
            assert blob is not None
            files.append(out / attachment.filename)
            files[-1].write_bytes(blob)
        return files

    def differences(self, files: list[Path]) -> list[str]:
        """Return how the posted JSON differs from what the script did."""
        posted = json.loads(next(f for f in files if f.suffix == ".json").read_text("utf-8"))
        vote = posted["votes"][0]
        dots: Counter[str] = Counter()
        for ballot in vote["ballots"]:
            for option, count in ballot["ballot"].items():
                dots[option] += count * ballot["weight"]
        pairs: list[tuple[str, object, object]] = [
            (
                "post-its",
                self.ledger.postits,
                Counter((p["text"], p["author"]) for p in posted["postits"]),
            ),
            ("dots", self.ledger.dots, dots),
            ("ballots", self.ledger.voters, sum(b["weight"] for b in vote["ballots"])),
            ("turnout", self.ledger.voters, vote["turnout"]),
            (
                "milestones",
                self.ledger.milestones,
                Counter(m["statement"] for m in posted["milestones"]),
            ),
            ("actions", self.ledger.actions, Counter(a["what"] for a in posted["actions"])),
        ]
        return [f"the posted {what} differ" for what, made, found in pairs if made != found]


def _shown(answer: Answer) -> Any:
    assert answer.message is not None, "there was no answer to look at"
    return answer.message


def _options(answer: Answer, verb: str) -> list[dict[str, Any]]:
    return [
        option
        for component in components(_shown(answer))
        if _verb(component) == verb
        for option in component["options"]
    ]


def _verb(component: dict[str, Any]) -> str:
    return str(component.get("custom_id", "")).split(":")[0]


def _has_buttons(message: discord.Message) -> bool:
    return any(component.get("type") == 2 for component in components(message))


def _starts(text: str, label: str) -> bool:
    return text.startswith(label.rstrip("…"))
