"""What the participants of a rehearsal do in many plays: they write, and they vote with dots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.rehearsal.scene import Scene
from bot.rehearsal.stage import Answer, Person

BUDGET = 5
# A step takes no more from each.
_MOST_POSTITS = 12


class Crowd:
    """The people of a scene; what they made is kept, to be found again in the export."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.postits: Counter[tuple[str, str]] = Counter()  # text, author
        self.dots: Counter[str] = Counter()  # by the number of the option
        self.voters = 0

    async def write_all(self, ranks: Sequence[int], minutes: int, each: int = 0) -> Answer:
        """Have the post-its of the script with these ranks written, the first ones for certain.

        Past the script, some are written again, so that everyone has `each` at least. It lasts
        `minutes`; returns the first receipt.
        """
        people = self._scene.people
        hands: list[list[int]] = [[] for _ in people]
        for turn in range(max(len(ranks), each * len(people))):
            hands[turn % len(hands)].append(ranks[turn % len(ranks)])
        pause = minutes * 60 / len(people)
        first: Answer | None = None
        for person in self._scene.following(people, self._scene.t("rehearsal.writing")):
            await self._scene.stage.later(pause)
            hand = hands[people.index(person)]
            for rank in list(dict.fromkeys(hand))[:_MOST_POSTITS]:
                answer = await self.write(person, rank)
                first = first or answer
        assert first is not None
        return first

    async def write(self, person: Person, rank: int) -> Answer:
        """Have `person` write one post-it of the script, with its dimension and its year."""
        postit = self._scene.script.postits[rank]
        place: dict[str, list[str]] = {"dimension": [postit.dimension]}
        if postit.year is not None:
            place["year"] = [str(postit.year)]
        answer = await self._scene.room.write(person, postit.text, **place)
        self.postits[postit.text, person.name] += 1
        return answer

    def replaced(self, before: str, author: str, after: str | None = None) -> None:
        """Note that a post-it now says `after`, or was withdrawn."""
        self.postits[before, author] -= 1
        if after is not None:
            self.postits[after, author] += 1
        self.postits = +self.postits

    async def cast(self, voters: Sequence[Person]) -> Answer:
        """Have each of `voters` spread their dots and cast; return the first receipt."""
        first: Answer | None = None
        for person in self._scene.following(voters, self._scene.t("rehearsal.voting")):
            await self._scene.stage.later(3)
            ballot = await person.press(self._scene.room.card, "ballot.open")
            ballot = await self._turn_to_a_lane(person, ballot)
            drawn = self._drawn(ballot.options("ballot.put"))
            ballot = await person.choose(ballot, "ballot.put", *drawn)
            for option in drawn:
                self.dots[option] += 1
            if len(drawn) < BUDGET:  # fewer options than dots: the first gets another
                ballot = await person.choose(ballot, "ballot.put", drawn[0])
                self.dots[drawn[0]] += 1
            receipt = await person.press(ballot, "ballot.cast")
            self.voters += 1
            first = first or receipt
        assert first is not None
        return first

    def found_in(self, posted: dict[str, Any]) -> None:
        """Compare the post-its of a JSON document with those that people made."""
        found = Counter((p["text"], p["author"]) for p in posted["postits"])
        self._scene.same("post-its", self.postits, found)

    async def _turn_to_a_lane(self, person: Person, ballot: Answer) -> Answer:
        lanes = ballot.options("ballot.lane")
        if not lanes:
            return ballot
        lane = self._scene.chance.choice(lanes)
        return await person.choose(ballot, "ballot.lane", lane["value"])

    def _drawn(self, options: list[dict[str, Any]]) -> list[str]:
        """Draw different options, each as likely as its appeal in the script."""
        # Each reads them in an order of their own: what is drawn here must not follow it.
        numbered = sorted(options, key=lambda option: int(option["value"]))
        pool = {option["value"]: self._appeal(option["label"]) for option in numbered}
        drawn: list[str] = []
        while pool and len(drawn) < BUDGET:
            value = self._scene.chance.choices(list(pool), list(pool.values()))[0]
            drawn.append(value)
            del pool[value]
        return drawn

    def _appeal(self, label: str) -> int:
        texts = words_in(label)
        wanted = (p for p in self._scene.script.postits if any(starts(p.text, t) for t in texts))
        return next((p.appeal**2 for p in wanted), 1)


def words_in(label: str) -> list[str]:
    """Return what the words of an option may be: all that follows its number, or its place too."""
    parts = label.split(" · ")
    return [" · ".join(parts[first:]) for first in range(1, len(parts))]


def starts(text: str, label: str) -> bool:
    """True when `label`, cut or not, is that of `text`."""
    return text.startswith(label.rstrip("…"))
