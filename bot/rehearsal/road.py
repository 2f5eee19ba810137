"""The roadmap of the rehearsal: milestones placed, completed and tied; actions."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from bot.rehearsal.crowd import starts, words_in
from bot.rehearsal.scene import Scene
from bot.rehearsal.script import ScriptedMilestone
from bot.rehearsal.stage import Answer, Person, components


class Road:
    """What the facilitator and the room make of the milestones of the script."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    async def place(self) -> Counter[str]:
        """Place the milestones, each from its post-it; return their statements.

        A post-it that nobody wrote is written anew.
        """
        scene, room = self._scene, self._scene.room
        for milestone in scene.script.milestones:
            picker = await room.lead.press(room.panel, "road.place")
            form = await self._pick(picker, scene.script.postits[milestone.postit].text)
            placed = await room.lead.fill(form, **_fields(milestone))
            room.panel = await room.lead.press(placed, "lead.panel")
            await scene.stage.later(45)
        return Counter(milestone.statement for milestone in scene.script.milestones)

    async def complete(self, enablers: str) -> str:
        """Say thanks to what the last milestone was reached, and that the first one was needed.

        Returns what the screen of the last one then says.
        """
        room, milestones = self._scene.room, self._scene.script.milestones
        latest = max(milestones, key=lambda m: m.year)
        earliest = min(milestones, key=lambda m: m.year)
        listed = await room.lead.press(room.panel, "road.list")
        one = await self._choose(listed, "road.choose", latest.statement)
        form = await room.lead.press(one, "road.complete")
        one = await room.lead.fill(form, enablers=enablers)
        before = await room.lead.press(one, "road.before")
        one = await self._choose(before, "road.tie", earliest.statement)
        told = one.text
        room.panel = await room.lead.press(one, "lead.panel")
        return told

    async def act(self, number: int, from_first: bool = False) -> Counter[str]:
        """Have the first `number` actions of the script written, each by its owner.

        With `from_first`, the first one is begun from the milestone that came first.
        """
        made: Counter[str] = Counter()
        for rank, action in enumerate(self._scene.script.actions[:number]):
            owner = self._owner(action.owner)
            form = await self._form(owner, from_first and not rank)
            due = (self._scene.stage.env.now() + timedelta(days=action.due_in_days)).date()
            await owner.fill(
                form,
                what=action.what,
                member=[owner.member],
                due=self._scene.t.day(due),
                first_step=action.first_step,
            )
            made[action.what] += 1
            await self._scene.stage.later(60)
        return made

    def _owner(self, name: str) -> Person:
        people = self._scene.people
        return next((person for person in people if person.name == name), people[0])

    async def _form(self, owner: Person, begins: bool) -> Answer:
        card = self._scene.room.card
        if not begins:
            return await owner.press(card, "action.add")
        menu = await owner.press(card, "action.begin")
        first = menu.options("action.from")[0]["value"]
        return await owner.choose(menu, "action.from", first)

    async def _choose(self, answer: Answer, verb: str, statement: str) -> Answer:
        """Choose the milestone whose `statement` the menu shows, cut or not."""
        for option in answer.options(verb):
            if starts(statement, option["label"].split(" · ", 2)[-1]):
                return await self._scene.lead.choose(answer, verb, option["value"])
        raise AssertionError(f"the menu does not show: {statement}")

    async def _pick(self, picker: Answer, text: str) -> Answer:
        """Find a post-it in the facilitator's menu, page after page; write anew if it is gone."""
        lead = self._scene.lead
        while True:
            for option in picker.options("road.pick"):
                if any(starts(text, words) for words in words_in(option["label"])):
                    return await lead.choose(picker, "road.pick", option["value"])
            turn = [c for c in components(picker.shown) if c.get("label") == "▶"]
            if not turn or turn[0].get("disabled"):
                return await lead.press(picker, "road.write")
            picker = await lead.press(picker, custom_id=turn[0]["custom_id"])


def _fields(milestone: ScriptedMilestone) -> dict[str, object]:
    return {
        "statement": milestone.statement,
        "year": [str(milestone.year)],
        "dimension": [milestone.dimension],
        "who": milestone.who,
        "obstacles": milestone.obstacles,
    }
