"""The rehearsal on the terminal: readable, short, with progress."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from bot.i18n import catalogue
from bot.workshop.language import Language
from bot.workshop.text import shorten

Item = TypeVar("Item")

_MOMENT = re.compile(r"<t:(\d+):([tdDfFR])>")
_CHANNEL = re.compile(r"<#(\d+)>")
_PERSON = re.compile(r"<@(\d+)>")
_ESCAPED = re.compile(r"\\([^\w\s])")
_MARKS = re.compile(r"\*\*|(?<!\w)\*|\*(?!\w)|^#+ |^ *-# |^>>> |^> ?", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]+)\]\(https://[^\[\]()]+\)")
_ROW = 92  # columns; a line of a message takes two rows at most
_MANY = 14  # lines of a message of which nobody says how many to show


class Terminal:
    """Prints what happens. `now` gives the simulated time, which relative times refer to, and
    `channels` and `people` the names of what messages mention."""

    def __init__(
        self,
        language: Language,
        now: Callable[[], datetime],
        channels: Mapping[int, str],
        console: Console | None = None,
        people: Mapping[int, str] | None = None,
    ) -> None:
        self._console = console or Console(highlight=False, width=100)
        self._t = catalogue(language)
        self._now = now
        self._channels = dict(channels)
        self._people = dict(people or {})

    def meet(self, people: Mapping[int, str], channels: Mapping[int, str]) -> None:
        """Learn more names that messages mention."""
        self._people |= people
        self._channels |= channels

    def title(self, title: str, *sentences: str) -> None:
        """Begin a play."""
        self._console.print()
        self._console.rule(f"[bold]{title}", align="left", characters="━")
        for sentence in sentences:
            self._console.print(Text(sentence))

    def chapter(self, title: str) -> None:
        """Begin a part of the session."""
        self._console.print()
        self._console.rule(f"[bold]{self._now():%H:%M}[/] · {title}", align="left")

    def tell(self, sentence: str) -> None:
        """Say what someone did."""
        self._console.print(Text("  " + sentence))

    def room(
        self, text: str, *, skip: int = 0, lines: int | None = None, short: bool = False
    ) -> None:
        """Show a message that everyone reads: its first `lines` lines, after the first `skip`;
        `short` keeps each to one row."""
        self._show(text, "🟡", "yellow", skip, lines, short)

    def aside(
        self,
        text: str,
        who: str,
        *,
        skip: int = 0,
        lines: int | None = None,
        short: bool = False,
    ) -> None:
        """Show what `who` alone reads, in the same way."""
        kept = [f"→ {who}", *self._lines(text)[skip:]]
        self._show("\n".join(kept), "🔒", "blue", 0, lines and lines + 1, short)

    def problem(self, sentence: str) -> None:
        """Say what should not have happened."""
        self._console.print(Text(f"✗ {sentence}", style="bold red"))

    def fine(self, sentence: str) -> None:
        self._console.print(Text(f"✓ {sentence}", style="green"))

    def following(self, items: Sequence[Item], what: str) -> Iterator[Item]:
        """Go through `items`, with a bar where there is someone to watch it."""
        if not self._console.is_terminal:
            yield from items
            return
        columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self._console, transient=True) as progress:
            yield from progress.track(items, description=what)

    def _show(
        self, text: str, mark: str, style: str, skip: int, wanted: int | None, short: bool
    ) -> None:
        lines = self._lines(text)[skip:]
        if wanted is None and len(lines) > _MANY:
            lines[_MANY:] = ["…"]
        else:
            lines = lines[:wanted]
        for line in lines:
            # Unlike rich, textwrap keeps the no-break spaces of French.
            for row in textwrap.wrap(shorten(line, _ROW if short else 2 * _ROW), _ROW):
                self._console.print(Text.assemble(mark, (" │ ", style), row))
                mark = "  "

    def _lines(self, text: str) -> list[str]:
        return [line for line in self._plain(text).split("\n") if line.strip()]

    def _plain(self, text: str) -> str:
        """Return a message as its readers see it, without the marks of Markdown."""
        text = _MOMENT.sub(self._moment, text)
        text = _CHANNEL.sub(lambda found: f"#{self._channels.get(int(found[1]), '?')}", text)
        text = _PERSON.sub(lambda found: f"@{self._people.get(int(found[1]), '?')}", text)
        text = _LINK.sub(r"\1", text)
        text = _MARKS.sub("", text)
        return _ESCAPED.sub(r"\1", text).replace("\u200b", "")

    def _moment(self, match: re.Match[str]) -> str:
        moment = datetime.fromtimestamp(int(match[1]), UTC)
        if match[2] == "t":
            return f"{moment:%H:%M}"
        if match[2] in "dDfF":
            day = (self._t.full_day if match[2] == "F" else self._t.day)(moment.date())
            return day if match[2] in "dD" else f"{day} {moment:%H:%M}"
        minutes = round((moment - self._now()).total_seconds() / 60)
        length = self._t.minutes(abs(minutes))
        return self._t("rehearsal.in" if minutes >= 0 else "rehearsal.ago", length=length)
