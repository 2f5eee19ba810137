"""What simulated people know to do: write, type, react, sort, vote, propose, rate, say that they
are ready, speak in their turn, answer to a proposal, stand on a line, name someone for a role."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from bot.rehearsal.live.forms import fields_of, filled
from bot.rehearsal.live.participants import Habit, Participant, Sight
from bot.rehearsal.live.said import Sayings, load_said
from bot.rehearsal.live.voting import vote
from bot.rehearsal.script import load_script
from bot.rehearsal.stage import Answer, text_of
from bot.workshop.kinds import Collect
from bot.workshop.language import Language
from bot.workshop.sessions.session import StepRun

# Of those who may type in the channel, how many do; how often one says something of what one did.
_TYPES, _SAYS = 0.35, 0.4
# From a mark under this one on, people say what would have raised it.
_LOW = 4


class Habits:
    """The habits, with the words that they take."""

    def __init__(self, sayings: Sayings) -> None:
        self._sayings = sayings

    def all(self) -> list[Habit]:
        """Return them, what matters most first: a card may offer several."""
        return [
            Habit("postit.add", self.write, 1, 4, pace=25),
            Habit("together.sort", self.sort, 2, 5, pace=20),
            Habit("names.propose", self.name_themes, share=0.3, pace=20),
            Habit("ballot.open", vote, pace=25),
            Habit("rate.open", self.rate, pace=15),
            Habit("consent.answer", self.answer, pace=20),
            Habit("consent.ask", self.ask, share=0.25, pace=30),
            Habit("consent.react", self.react_to_proposal, share=0.8, pace=25),
            Habit("position.open", self.stand, pace=15),
            Habit("election.hear", self.keep, share=0.9, pace=20),
            Habit("election.name", self.name_someone, share=0.9, pace=30),
            Habit("action.add", self.propose, share=0.3, pace=35),
            Habit("hands.raise", self.raise_hand, share=0.15, pace=60),
            Habit("turns.done", self.give_on, most=1, pace=12),
            Habit("turns.here", self.come, pace=8, last=True),
            Habit("wall.read", self.react, 0, 2, share=0.6, pace=30, last=True),
            Habit("ready.press", self.be_ready, share=0.9, pace=40, last=True),
        ]

    async def write(self, one: Participant, sight: Sight) -> bool:
        """Write a post-it: through the form, or in the channel where that is read."""
        step = sight.step
        if step is None or not isinstance(step.plan, Collect):
            return False
        if step.plan.typed and not step.plan.silent and one.chance.random() < _TYPES:
            await one.say(self._typed(step))
            return True
        form = await one.open(sight, "postit.add")
        if form.form is None:  # they have written all that they may
            return False
        await one.fill(form, self._postit(step, form, one.chance))
        return True

    def _typed(self, step: StepRun) -> str:
        marks = list(_plan(step).marked(self._sayings.script.language))
        if told := self._sayings.in_columns(set(marks)):
            return told
        idea = self._sayings.idea(_plan(step).max_length)
        return f"{marks[-1]} {idea}" if marks else idea  # an idea is for what is to be tried

    def _postit(self, step: StepRun, form: Answer, chance: Random) -> dict[str, object]:
        plan, asked = _plan(step), {str(field["custom_id"]) for field in fields_of(form)}
        if asked & {"dimension", "year"}:
            memory = self._sayings.memory()
            year = {"year": str(memory.year)} if memory.year is not None else {}
            offered = {o["value"] for f in fields_of(form) for o in f.get("options", ())}
            told = {"ideas": memory.text, "dimension": memory.dimension, **year}
            kept = {k: v for k, v in told.items() if k == "ideas" or v in offered}
            return filled(form, chance, **kept)
        columns = plan.marked(self._sayings.script.language)
        text = self._sayings.in_columns(set(columns))
        if text and "column" in asked:
            told = {"ideas": text[1:].strip(), "column": columns[text[0]]}
            return filled(form, chance, **told)
        told = {"ideas": self._sayings.idea(plan.max_length)}
        if columns and "column" in asked:
            told["column"] = list(columns.values())[-1]
        return filled(form, chance, **told)

    async def react(self, one: Participant, sight: Sight) -> bool:
        """Read the wall, react to a post-it of its first page, maybe comment on it."""
        wall = await one.open(sight, "wall.read")
        if wall.message is None or not (options := wall.options("react.pick")):
            return False
        chosen = one.chance.choice(options)["value"]
        read = await one.choose(wall, "react.pick", chosen)
        ways = read.found("react.set")
        if not ways:
            return False
        read = await one.press(read, custom_id=one.chance.choice(ways)["custom_id"])
        if one.chance.random() < _SAYS and read.found("react.comment"):
            form = await one.press(read, "react.comment")
            said = self._sayings.one_of("comment", self._sayings.said.comments)
            await one.fill(form, {"comment": said})
        return True

    async def sort(self, one: Participant, sight: Sight) -> bool:
        """Say where a handful of post-its goes, as the others do."""
        form = await one.open(sight, "together.sort")
        if form.form is None:
            return False
        await one.fill(form, filled(form, one.chance, **self._places(form)))
        return True

    def _places(self, form: Answer) -> dict[str, str]:
        """Return where each post-it of a form goes: where people agree, so that it is filed."""
        places = {}
        for field in fields_of(form):
            values = [option["value"] for option in field.get("options", ())]
            themes = [value for value in values if str(value).isdecimal()]
            if themes:
                # The same for everyone, and spread over the themes.
                themes.sort(key=int)
                places[str(field["custom_id"])] = themes[int(field["custom_id"]) % len(themes)]
        return places

    async def name_themes(self, one: Participant, sight: Sight) -> bool:
        name = self._sayings.one_of("name", self._sayings.said.names)
        return await self._told(one, sight, "names.propose", names=name)

    async def rate(self, one: Participant, sight: Sight) -> bool:
        """Give a mark; under four, maybe say what would have raised it."""
        page = await one.open(sight, "rate.open")
        marks = page.found("rate.give") if page.message is not None else []
        if not marks:
            return False
        (given,) = one.chance.choices(range(len(marks)), (1, 2, 4, 7, 5)[: len(marks)])
        page = await one.press(page, custom_id=marks[given]["custom_id"])
        if given + 1 < _LOW and page.found("rate.say") and one.chance.random() < _SAYS:
            form = await one.press(page, "rate.say")
            said = self._sayings.one_of("remark", self._sayings.said.remarks)
            await one.fill(form, {"remark": said})
        return True

    async def answer(self, one: Participant, sight: Sight) -> bool:
        """Consent to the proposal; now and then with a concern."""
        consents = sight.buttons["consent.answer"][0]
        if one.chance.random() > 0.15 or "consent.read" not in sight.buttons:
            await one.open(sight, "consent.answer")
            return True
        page = await one.open(sight, "consent.read")
        stances = [str(part["custom_id"]) for part in page.found("consent.answer")]
        concern = next((one for one in stances if one.endswith(":1")), consents)
        form = await one.press(page, custom_id=concern)
        if form.form is not None:
            said = self._sayings.one_of("concern", self._sayings.said.concerns)
            await one.fill(form, {"words": said})
        return True

    async def ask(self, one: Participant, sight: Sight) -> bool:
        said = self._sayings.one_of("question", self._sayings.said.questions)
        return await self._told(one, sight, "consent.ask", words=said)

    async def react_to_proposal(self, one: Participant, sight: Sight) -> bool:
        said = self._sayings.one_of("reaction", self._sayings.said.reactions)
        return await self._told(one, sight, "consent.react", words=said)

    async def stand(self, one: Participant, sight: Sight) -> bool:
        """Go and stand somewhere on the line."""
        page = await one.open(sight, "position.open")
        places = page.found("position.stand") if page.message is not None else []
        if not places:
            return False
        await one.press(page, custom_id=one.chance.choice(places)["custom_id"])
        return True

    async def name_someone(self, one: Participant, sight: Sight) -> bool:
        """Name someone of the room for a role, oneself perhaps, and say why."""
        if "election.hear" in sight.buttons:  # all is shown: they keep their choice
            return False
        form = await one.open(sight, "election.name")
        if form.form is None:
            return False
        who = one.chance.choice([one.person, one.room.lead])
        said = self._sayings.one_of("named", self._sayings.said.named)
        await one.fill(form, {"member": [who.member], "reason": said})
        return True

    async def keep(self, one: Participant, sight: Sight) -> bool:
        """Having heard the others, keep one's choice."""
        await one.open(sight, "election.hear")
        return True

    async def propose(self, one: Participant, sight: Sight) -> bool:
        """Propose an action that one takes on."""
        action = self._sayings.action()
        now = one.room.stage.env.now()
        due = (now.date() + timedelta(days=action.due_in_days)).isoformat()
        told = {"owner": one.person.name, "due": due, "first_step": action.first_step}
        return await self._told(one, sight, "action.add", what=action.what, **told)

    async def raise_hand(self, one: Participant, sight: Sight) -> bool:
        await one.open(sight, "hands.raise")
        return True

    async def give_on(self, one: Participant, sight: Sight) -> bool:
        """Give the floor on when it is one's own: the others' is not theirs to give."""
        headings = (line for line in text_of(sight.card).split("\n") if line.startswith("## "))
        if not any(f"<@{one.person.id}>" in heading for heading in headings):
            return False
        await one.open(sight, "turns.done")
        return True

    async def come(self, one: Participant, sight: Sight) -> bool:
        await one.open(sight, "turns.here")
        return True

    async def be_ready(self, one: Participant, sight: Sight) -> bool:
        await one.open(sight, "ready.press")
        return True

    async def _told(self, one: Participant, sight: Sight, verb: str, **texts: str) -> bool:
        """Open the form that `verb` leads to, and send it with these texts."""
        form = await one.open(sight, verb)
        if form.form is None:
            return False
        asked = {str(field["custom_id"]) for field in fields_of(form)}
        told = {name: text for name, text in texts.items() if name in asked}
        await one.fill(form, filled(form, one.chance, **told))
        return True


def habits_of(language: Language, chance: Random) -> list[Habit]:
    """Return all that people know to do, in the words of one language."""
    return Habits(Sayings(load_script(language), load_said(language), chance)).all()


def _plan(step: StepRun) -> Collect:
    assert isinstance(step.plan, Collect)
    return step.plan
