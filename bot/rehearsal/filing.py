"""The room of a rehearsal sorts its wall together: each files a handful at a time, and errs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.rehearsal.room import Room
from bot.rehearsal.stage import Answer, Person, components, found, verb_of
from bot.workshop.themes.together import Answer as Said
from bot.workshop.themes.together import Word, verdict

# How often someone is wrong, and how often they then name no theme.
ERRORS = 0.2
_NO_THEME = 0.2
# Simulated seconds that someone takes for a handful.
_HANDFUL = 40.0
# When the card shows at the latest what has changed.
_REDRAWN = 10.0
# How a form names a post-it, and how a list does.
_NUMBERED = re.compile(r"(\d+) · (.+)", re.DOTALL)
_LISTED = re.compile(r"`(\d+)` (.+)")
_ESCAPE = re.compile(r"\\(?=[^\w\s])|\u200b")
# Of Discord's components.
_MENU, _TEXT, _LABEL = 3, 10, 18


@dataclass(frozen=True, slots=True)
class _Field:
    """What a form asks of a post-it that begins with `text`: one of `themes`, names by value, or
    a word; `listed` where they are the choices of a menu."""

    name: str
    number: int
    text: str
    themes: Mapping[str, str]
    listed: bool


class Filing:
    """A wall that the room sorts, with the leader who has the last word.

    `belongs`: the text of each post-it → the theme in which it belongs, None where it belongs in
    none. People take so many simulated `seconds` for a handful. By their names, `acts` counts what
    they pressed and sent, and `receipts` holds what they were answered last.
    """

    def __init__(
        self,
        room: Room,
        belongs: Mapping[str, str | None],
        chance: Random,
        seconds: float = _HANDFUL,
    ) -> None:
        self.acts: Counter[str] = Counter()
        self.receipts: dict[str, Answer] = {}
        self._room = room
        self._belongs = belongs
        self._chance = chance
        self._seconds = seconds
        self._names: dict[int, str] = {}
        self._said: defaultdict[int, dict[str, Said]] = defaultdict(dict)
        self._placed: dict[int, str] = {}
        self._hands: dict[Person, Answer] = {}  # forms that were opened, the oldest first

    @property
    def themes(self) -> dict[str, set[int]]:
        """The name of each theme, with the numbers of the post-its that people and the leader put
        there."""
        found: dict[str, set[int]] = {name: set() for name in self._names.values()}
        for number, answers in self._said.items():
            theme = verdict(answers.values()).theme
            if number not in self._placed and theme is not None:
                found[self._names[theme]].add(number)
        for number, name in self._placed.items():
            found[name].add(number)
        return found

    async def begin(self, themes: Sequence[str]) -> None:
        """Have the leader name the themes, in one form that also has the room sort, and wait for
        the button of the card."""
        lead, room = self._room.lead, self._room
        form = await lead.press(room.panel, "together.start")
        room.panel = await lead.fill(form, names="\n".join(themes))
        await room.stage.later(_REDRAWN)

    async def take_turns(self, people: Iterable[Person], at_once: int) -> list[Person]:
        """Have each of `people` take a handful, while `at_once` others think about theirs; return
        those who got one."""
        given = []
        for person in people:
            if person in self._hands:
                await self._send(person)
            form = await self._take(person)
            if form is not None:
                given.append(person)
                self._hands[person] = form
            if len(self._hands) > at_once:
                await self._send(next(iter(self._hands)))
            await self._room.stage.later(self._seconds / (at_once + 1))
        return given

    async def send_all(self) -> None:
        """Have everyone send what they still hold."""
        for person in list(self._hands):
            await self._send(person)

    async def settle(self, most: int | None = None) -> tuple[int, int]:
        """Have the leader stop the room, then place what it left, each post-it where it belongs,
        in `most` presses at most; return how many they placed, and of how many."""
        room = self._room
        if not room.panel.found("together.stop"):
            await room.steer("together.view")
        await room.steer("together.stop")
        if not _can_press(room.panel, "together.talk"):
            await room.steer("lead.panel")
            return 0, 0
        (talk,) = room.panel.found("together.talk")
        left = int(talk["label"].rsplit(" ", 1)[1])
        await room.steer("together.talk")
        presses = 0
        while most is None or presses < most:
            presses += 1
            if (to := self._to_place()) is not None:
                number, menu, theme = to
                room.panel = await room.lead.choose(room.panel, menu, str(theme))
                self._placed[number] = self._names[theme]
            elif (turn := _turn(room.panel)) is not None:
                room.panel = await room.lead.press(room.panel, custom_id=turn)
            else:
                break
        await room.steer("together.view")
        await room.steer("lead.panel")
        return len(self._placed), left

    def right_in(self, posted: Mapping[str, Any]) -> int:
        """Return how many post-its of a JSON document are in the theme in which they belong."""
        texts = {postit["number"]: postit["text"] for postit in posted["postits"]}
        return sum(
            self._belongs[texts[number]] == theme["name"]
            for theme in posted["themes"]
            for number in theme["postits"]
        )

    async def _take(self, person: Person) -> Answer | None:
        """Have someone press the button of the card, or that of their receipt; None when there is
        nothing for them."""
        shown = self.receipts.get(person.name) or self._room.card
        if not found(shown, "together.sort"):
            return None  # nothing is left for anybody
        answer = await person.press(shown, "together.sort")
        self.acts[person.name] += 1
        if answer.form is None:
            self.receipts[person.name] = answer
            return None
        return answer

    async def _send(self, person: Person) -> None:
        form = self._hands.pop(person)
        chosen: dict[str, str | list[str]] = {}
        for field in _fields(form):
            said = self._answer(field)
            self._said[field.number][person.name] = said
            self._names.update({int(value): name for value, name in field.themes.items()})
            chosen[field.name] = [str(said)] if field.listed else str(said)
        self.receipts[person.name] = await person.fill(form, **chosen)
        self.acts[person.name] += 1

    def _answer(self, field: _Field) -> Said:
        """Return where someone thinks that a post-it goes: where it belongs, most of the time."""
        right = self._right(field.text)
        if self._chance.random() >= ERRORS:
            return next((int(v) for v, name in field.themes.items() if name == right), Word.NONE)
        others = [int(value) for value, name in field.themes.items() if name != right]
        if self._chance.random() >= _NO_THEME or right is None:
            return self._chance.choice(others)
        return self._chance.choice([Word.NONE, Word.UNSURE])

    def _right(self, text: str) -> str | None:
        """Return the theme in which a post-it belongs that begins with `text`."""
        for written, theme in self._belongs.items():
            if written.startswith(text):
                return theme
        raise AssertionError(f"nobody wrote: {text}")

    def _to_place(self) -> tuple[int, str, int] | None:
        """Return the number of the first post-it of the list that belongs in a theme, the menu
        that places it, and that theme."""
        themes = {name: theme for theme, name in self._names.items()}
        told: re.Match[str] | None = None
        for part in components(self._room.panel.shown):
            if part.get("type") == _TEXT:
                told = _LISTED.match(part["content"])
            elif told is not None and verb_of(part) == "together.place":
                right = self._right(_ESCAPE.sub("", told[2]).rstrip("…"))
                if right is not None:
                    return int(told[1]), str(part["custom_id"]), themes[right]
        return None


def _fields(form: Answer) -> Iterator[_Field]:
    """Return what a form asks of each post-it."""
    assert form.form is not None
    for label in form.form["components"]:
        if label["type"] != _LABEL:
            continue  # the longest post-its, in full
        menu = label["component"]
        said = _NUMBERED.match(label["label"])
        assert said is not None, label["label"]
        themes = {o["value"]: o["label"] for o in menu["options"] if o["value"] not in tuple(Word)}
        text = said[2].rstrip("…").rstrip()
        yield _Field(menu["custom_id"], int(said[1]), text, themes, menu["type"] == _MENU)


def _can_press(shown: Answer, verb: str) -> bool:
    return any(not part.get("disabled") for part in shown.found(verb))


def _turn(shown: Answer) -> str | None:
    """Return the button that turns to the next page, if there is one."""
    return next(
        (
            str(part["custom_id"])
            for part in components(shown.shown)
            if part.get("label") == "▶" and not part.get("disabled")
        ),
        None,
    )
