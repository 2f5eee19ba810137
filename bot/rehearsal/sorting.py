"""The facilitator of the rehearsal sorts the wall: suggestions, themes, undo and redo."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.rehearsal.script import ScriptedTheme
from bot.rehearsal.stage import Answer, Person, components

# The name of a theme → the numbers of its post-its, to be found again in the export.
Themes = dict[str, set[int]]

_NUMBER = re.compile(r"^> `(\d+)`", re.MULTILINE)
_NEW_THEME = "-1"


class Sorting:
    """One person at the table; `shown` is what they see, `themes` what they made."""

    def __init__(self, lead: Person, panel: Answer) -> None:
        self.themes: Themes = {}
        self.shown = panel
        self._lead = lead

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

    async def gather(self, theme: ScriptedTheme) -> None:
        """Have the post-its that say a word, a page at most, go to a new theme."""
        await self._press("theme.sort")
        await self._fill("theme.find", word=theme.word)
        found = self._options("theme.hold")
        self.shown = await self._lead.choose(self.shown, "theme.hold", *found)
        form = await self._lead.choose(self.shown, "theme.to", _NEW_THEME)
        self.shown = await self._lead.fill(form, name=theme.name)
        self.themes[theme.name] = {int(label.split(" · ")[0]) for label in found.values()}
        await self._press("theme.list")

    async def rename(self, theme: ScriptedTheme) -> None:
        """Give a theme its second name."""
        assert theme.renamed is not None
        await self._open(theme.name)
        await self._fill("theme.rename", name=theme.renamed)
        self.themes[theme.renamed] = self.themes.pop(theme.name)
        await self._press("theme.list")

    async def merge(self, into: ScriptedTheme, other: ScriptedTheme) -> None:
        """Have one theme join another, then change one's mind twice."""
        await self._open(into.name)
        await self._press("theme.merging")
        self.shown = await self._lead.choose(
            self.shown, "theme.merge", self._value("theme.merge", other.name)
        )
        await self._press("theme.undo")
        await self._press("theme.redo")
        self.themes[into.name] |= self.themes.pop(other.name)

    async def publish(self) -> None:
        """Have the wall posted in the channel, and go back to the panel."""
        await self._press("theme.publish")
        await self._press("lead.panel")

    async def _open(self, name: str) -> None:
        self.shown = await self._lead.choose(
            self.shown, "theme.pick", self._value("theme.pick", name)
        )

    async def _fill(self, verb: str, **fields: str) -> None:
        (custom_id,) = self._ids(verb)
        form = await self._lead.press(self.shown, custom_id=custom_id)
        self.shown = await self._lead.fill(form, **fields)

    async def _press(self, verb: str) -> None:
        (custom_id,) = self._ids(verb)
        self.shown = await self._lead.press(self.shown, custom_id=custom_id)

    def _ids(self, verb: str) -> list[str]:
        return [part["custom_id"] for part in self._parts(verb)]

    def _options(self, verb: str) -> dict[str, str]:
        return {o["value"]: o["label"] for part in self._parts(verb) for o in part["options"]}

    def _value(self, verb: str, name: str) -> str:
        options = self._options(verb).items()
        return next(value for value, label in options if label.rsplit(" · ", 1)[0] == name)

    def _parts(self, verb: str) -> list[dict[str, Any]]:
        assert self.shown.message is not None, "there was no answer to look at"
        return [
            part
            for part in components(self.shown.message)
            if str(part.get("custom_id", "")).split(":")[0] == verb
        ]


def in_export(themes: Sequence[dict[str, Any]]) -> Themes:
    """Return the themes that the JSON document has."""
    return {theme["name"]: set(theme["postits"]) for theme in themes}
