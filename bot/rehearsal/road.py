"""The roadmap of the rehearsal: milestones placed, completed and tied; where to begin; actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from simcord import ChannelHandle

from bot.i18n import Catalogue
from bot.rehearsal.crowd import starts
from bot.rehearsal.script import Script, ScriptedMilestone
from bot.rehearsal.stage import Answer, Person, Stage, components

# How many tick milestones, and how many milestones each: enough for a ranking.
_TICKING = 24
_TICKS = 3


class Road:
    """What the facilitator and the room make of the milestones."""

    def __init__(
        self,
        made: Stage,
        room: ChannelHandle,
        script: Script,
        lead: Person,
        people: Sequence[Person],
        t: Catalogue,
        chance: Random,
    ) -> None:
        self._stage = made
        self._room = room
        self._script = script
        self._lead = lead
        self._people = people
        self._t = t
        self._chance = chance
        self.ticked: Counter[str] = Counter()  # approvals by option number

    async def draw(self) -> tuple[Answer, Answer]:
        """Place the milestones of the script, say more of the last one, and tie it to the first.

        Returns the screen of that milestone, and the panel.
        """
        panel = await self._lead.press(self._stage.card(self._room), label=self._t("button.lead"))
        placed = panel
        for milestone in self._script.milestones:
            picker = await self._lead.press(panel, label=self._t("button.place"))
            form = await self._pick(picker, self._script.postits[milestone.postit].text)
            placed = await self._lead.fill(form, **self._fields(milestone))
            panel = await self._lead.press(placed, label=self._t("button.panel"))
            await self._stage.later(45)
        milestones = await self._lead.press(panel, label=self._t("button.milestones"))
        latest = max(self._script.milestones, key=lambda m: m.year)
        one = await self._choose(milestones, "road.choose", latest.statement)
        form = await self._lead.press(one, label=self._t("button.details"))
        one = await self._lead.fill(form, enablers=self._t("rehearsal.enabler"))
        before = await self._lead.press(one, label=self._t("button.before"))
        earliest = min(self._script.milestones, key=lambda m: m.year)
        one = await self._choose(before, "road.tie", earliest.statement)
        return one, await self._lead.press(one, label=self._t("button.panel"))

    async def where_to_begin(self) -> str:
        """Have people tick milestones and cast; return a receipt."""
        receipt = ""
        for person in self._people[:_TICKING]:
            ballot = await person.press(self._stage.card(self._room), "ballot.open")
            numbers = [option["value"] for option in ballot.options("ballot.tick")]
            chosen = self._chance.sample(numbers, min(_TICKS, len(numbers)))
            ballot = await person.choose(ballot, "ballot.tick", *chosen)
            answer = await person.press(ballot, label=self._t("ballot.cast"))
            receipt = receipt or answer.text
            self.ticked.update(chosen)
        await self._stage.later(30)
        return receipt

    async def act(self) -> Counter[str]:
        """Write the actions of the script, the first from the milestone that came first."""
        made: Counter[str] = Counter()
        for rank, action in enumerate(self._script.actions):
            owner = next((p for p in self._people if p.name == action.owner), self._people[0])
            card = self._stage.card(self._room)
            if rank:
                form = await owner.press(card, label=self._t("button.action"))
            else:
                menu = await owner.press(card, label=self._t("button.begin"))
                first = menu.options("action.from")[0]["value"]
                form = await owner.choose(menu, "action.from", first)
            due = (self._stage.env.now() + timedelta(days=action.due_in_days)).date()
            await owner.fill(
                form,
                what=action.what,
                member=[owner.member],
                due=f"{due:%d/%m/%Y}",
                first_step=action.first_step,
            )
            made[action.what] += 1
            await self._stage.later(60)
        return made

    def _fields(self, milestone: ScriptedMilestone) -> dict[str, object]:
        return {
            "statement": milestone.statement,
            "year": [str(milestone.year)],
            "dimension": [milestone.dimension],
            "who": milestone.who,
            "obstacles": milestone.obstacles,
        }

    async def _choose(self, answer: Answer, verb: str, statement: str) -> Answer:
        """Choose the milestone whose `statement` the menu shows, cut or not."""
        for option in answer.options(verb):
            if starts(statement, option["label"].split(" · ", 2)[-1]):
                return await self._lead.choose(answer, verb, option["value"])
        raise AssertionError(f"the menu does not show: {statement}")

    async def _pick(self, picker: Answer, text: str) -> Answer:
        """Find a post-it in the facilitator's menu, page after page; write anew if it is gone."""
        while True:
            for option in picker.options("road.pick"):
                if starts(text, option["label"].split(" · ", 1)[-1]):
                    return await self._lead.choose(picker, "road.pick", option["value"])
            turn = [c for c in components(picker.shown) if c.get("label") == "▶"]
            if not turn or turn[0].get("disabled"):
                return await self._lead.press(picker, label=self._t("button.write_milestone"))
            picker = await self._lead.press(picker, custom_id=turn[0]["custom_id"])
