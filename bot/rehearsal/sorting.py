"""The facilitator of the rehearsal sorts the wall: suggestions, themes, undo and redo."""

from __future__ import annotations

import re
from typing import Any

from bot.rehearsal.scene import Scene
from bot.rehearsal.script import ScriptedSearch
from bot.rehearsal.stage import Answer

_NUMBER = re.compile(r"^> `(\d+)`", re.MULTILINE)
_NEW_THEME = "new"


class Sorting:
    """The leader at the table; `shown` is what they see, `themes` what they made: the name of each
    theme with the numbers of its post-its."""

    def __init__(self, scene: Scene) -> None:
        self.themes: dict[str, set[int]] = {}
        self._scene = scene

    @property
    def shown(self) -> Answer:
        """The table, which stands where the panel was."""
        return self._scene.room.panel

    async def suggestions(self) -> None:
        """Look at what may say the same."""
        await self._press("theme.like")

    async def accept(self) -> None:
        """Put two post-its together: the only theme so far."""
        pair = {int(number) for number in _NUMBER.findall(self.shown.text)}
        await self._press("theme.join")
        await self._press("theme.list")
        (label,) = self._options("theme.pick").values()
        self.themes[label.rsplit(" · ", 1)[0]] = pair
        await self._press("theme.like")

    async def refuse(self) -> None:
        """Keep two post-its apart, for good."""
        await self._press("theme.part")
        await self._press("theme.list")

    async def gather(self, search: ScriptedSearch) -> None:
        """Have the post-its that say a word, a page at most, go to a new theme."""
        await self._press("theme.sort")
        await self._fill("theme.find", word=search.word)
        held = self._options("theme.hold")
        await self._choose("theme.hold", *held)
        form = await self._scene.lead.choose(self.shown, "theme.to", _NEW_THEME)
        self._scene.room.panel = await self._scene.lead.fill(form, name=search.name)
        self.themes[search.name] = {int(label.split(" · ")[0]) for label in held.values()}
        await self._press("theme.list")

    async def rename(self, search: ScriptedSearch) -> None:
        """Give a theme its second name."""
        assert search.renamed is not None
        await self._open(search.name)
        await self._fill("theme.rename", name=search.renamed)
        self.themes[search.renamed] = self.themes.pop(search.name)
        await self._press("theme.list")

    async def merge(self, into: ScriptedSearch, other: ScriptedSearch) -> None:
        """Have one theme join another, then change one's mind twice."""
        await self._open(into.name)
        await self._press("theme.merging")
        await self._choose("theme.merge", self._value("theme.merge", other.name))
        await self._press("theme.undo")
        await self._press("theme.redo")
        self.themes[into.name] |= self.themes.pop(other.name)

    async def list_themes(self) -> None:
        """Look at the themes, from the panel."""
        await self._press("theme.list")

    async def leave(self) -> None:
        """Go back to the panel."""
        await self._press("lead.panel")

    async def publish(self) -> None:
        """Have the wall posted in the channel, and go back to the panel."""
        await self._press("theme.publish")
        await self._press("lead.panel")

    def found_in(self, posted: dict[str, Any]) -> None:
        """Compare the themes of a JSON document with those that were made."""
        found = {theme["name"]: set(theme["postits"]) for theme in posted["themes"]}
        self._scene.same("themes", self.themes, found)

    async def _open(self, name: str) -> None:
        await self._choose("theme.pick", self._value("theme.pick", name))

    async def _fill(self, verb: str, **fields: str) -> None:
        form = await self._scene.lead.press(self.shown, verb)
        self._scene.room.panel = await self._scene.lead.fill(form, **fields)

    async def _press(self, verb: str) -> None:
        await self._scene.room.steer(verb)

    async def _choose(self, verb: str, *values: str) -> None:
        self._scene.room.panel = await self._scene.lead.choose(self.shown, verb, *values)

    def _options(self, verb: str) -> dict[str, str]:
        return {option["value"]: option["label"] for option in self.shown.options(verb)}

    def _value(self, verb: str, name: str) -> str:
        options = self._options(verb).items()
        return next(value for value, label in options if label.rsplit(" · ", 1)[0] == name)
