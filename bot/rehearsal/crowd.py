"""What the participants of the rehearsal do: write, think again, vote."""

from __future__ import annotations

from random import Random
from typing import Any

from simcord import ChannelHandle

from bot.i18n import catalogue
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.script import Script
from bot.rehearsal.stage import Answer, Person, Stage
from bot.rehearsal.terminal import Terminal

BUDGET = 5


class Crowd:
    """The people in the room; what they do is noted in the ledger."""

    def __init__(
        self,
        people: list[Person],
        stage: Stage,
        room: ChannelHandle,
        script: Script,
        ledger: Ledger,
        terminal: Terminal,
        chance: Random,
    ) -> None:
        self.people = people
        self._stage = stage
        self._room = room
        self._script = script
        self._ledger = ledger
        self._terminal = terminal
        self._chance = chance
        self._t = catalogue(script.language)

    def handed_out(self) -> list[list[int]]:
        """Return the post-its of each person, by rank in the script: each at least once."""
        ranks = list(range(len(self._script.postits)))
        self._chance.shuffle(ranks)
        hands: list[list[int]] = [[] for _ in self.people]
        for turn in range(max(len(ranks), 3 * len(self.people))):
            hands[turn % len(hands)].append(ranks[turn % len(ranks)])
        return [list(dict.fromkeys(hand))[:12] for hand in hands]

    async def write(self, person: Person, rank: int) -> Answer:
        postit = self._script.postits[rank]
        form = await person.press(self._stage.card(self._room), label=self._t("button.add"))
        fields: dict[str, Any] = {"ideas": postit.text, "dimension": [postit.dimension]}
        if postit.year is not None:
            fields["year"] = [str(postit.year)]
        answer = await person.fill(form, **fields)
        self._ledger.postits[postit.text, person.name] += 1
        return answer

    async def tempted(self, person: Person) -> Answer:
        """Write one post-it as a wish, be told so, and tell it as a memory instead.

        Returns the private answer with the hint.
        """
        form = await person.press(self._stage.card(self._room), label=self._t("button.add"))
        told = await person.fill(form, ideas=self._t("rehearsal.wish"))
        form = await person.press(told, label=self._t("button.retell"))
        memory = self._t("rehearsal.memory")
        await person.fill(form, **form.preset, idea=memory)
        self._ledger.postits[memory, person.name] += 1
        return told

    async def second_thoughts(self) -> None:
        """Someone edits a post-it, someone else withdraws one."""
        editor, quitter = self.people[0], self.people[1]
        for person, verb in ((editor, "button.edit"), (quitter, "button.withdraw")):
            mine = await person.press(self._stage.card(self._room), label=self._t("button.mine"))
            (menu,) = mine.found("postit.pick")
            chosen = menu["options"][0]["value"]
            one = await person.choose(mine, "postit.pick", chosen)
            answer = await person.press(one, label=self._t(verb))
            before = next(
                text
                for text, author in self._ledger.postits
                if author == person.name and starts(text, menu["options"][0]["label"])
            )
            self._ledger.postits[before, person.name] -= 1
            if verb == "button.edit":
                after = self._t("rehearsal.edited", text=before)
                answer = await person.fill(answer, **answer.preset, idea=after)
                self._ledger.postits[after, person.name] += 1
            self._terminal.tell(self._t(verb.replace("button", "rehearsal"), who=person.name))
        self._ledger.postits = +self._ledger.postits

    async def cast(self, voters: list[Person], show: bool = False) -> None:
        for person in self._terminal.following(voters, self._t("rehearsal.voting")):
            await self._stage.later(3)
            ballot = await person.press(self._stage.card(self._room), "ballot.open")
            ballot = await self._turn_to_a_lane(person, ballot)
            options = ballot.options("ballot.put")
            drawn = self._drawn(options, BUDGET)
            ballot = await person.choose(ballot, "ballot.put", *drawn)
            for option in drawn:
                self._ledger.dots[option] += 1
            if len(drawn) < BUDGET:  # fewer options than dots: the first gets another
                ballot = await person.choose(ballot, "ballot.put", drawn[0])
                self._ledger.dots[drawn[0]] += 1
            receipt = await person.press(ballot, label=self._t("ballot.cast"))
            self._ledger.voters += 1
            if show:
                self._terminal.aside(receipt.text, person.name)
                show = False

    async def _turn_to_a_lane(self, person: Person, ballot: Answer) -> Answer:
        lanes = ballot.found("ballot.lane")
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
        return next((p.appeal**2 for p in self._script.postits if starts(p.text, text)), 1)


def starts(text: str, label: str) -> bool:
    """True when `label`, cut or not, is that of `text`."""
    return text.startswith(label.rstrip("…"))
