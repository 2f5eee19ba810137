"""The rehearsal on the terminal: readable, short, with progress."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from rich.console import Console
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from bot.i18n import catalogue
from bot.workshop.language import Language
from bot.workshop.text import shorten

Item = TypeVar("Item")

_MOMENT = re.compile(r"<t:(\d+):([tR])>")
_ESCAPED = re.compile(r"\\([^\w\s])")
_MARKS = re.compile(r"\*\*|(?<!\w)\*|\*(?!\w)|^#+ |^ *-# |^> ", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(https://[^)]+\)")
_LINES = 14
_LINE = 280


class Terminal:
    """Prints what happens; `now` is the simulated time, which relative times refer to."""

    def __init__(self, language: Language, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, width=100)
        self._t = catalogue(language)
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def chapter(self, title: str) -> None:
        """Begin a part of the session."""
        self._console.print()
        self._console.rule(f"[bold]{self.now:%H:%M}[/] · {title}", align="left")

    def tell(self, sentence: str) -> None:
        """Say what someone did."""
        self._console.print(Text("  " + sentence))

    def room(self, text: str, who: str = "🟡") -> None:
        """Show a message of the channel."""
        self._box(text, who, "yellow")

    def aside(self, text: str, who: str) -> None:
        """Show a private answer."""
        self._box(text, f"🔒 → {who}", "blue")

    def problem(self, sentence: str) -> None:
        """Say what should not have happened."""
        self._console.print(Text(f"✗ {sentence}", style="bold red"))

    def fine(self, sentence: str) -> None:
        self._console.print(Text(f"✓ {sentence}", style="green"))

    def following(self, items: Sequence[Item], what: str) -> Iterator[Item]:
        """Go through `items` with a bar."""
        columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self._console, transient=True) as progress:
            yield from progress.track(items, description=what)

    def _box(self, text: str, who: str, style: str) -> None:
        lines = [shorten(line, _LINE) for line in self._plain(text).split("\n") if line]
        if len(lines) > _LINES:
            lines = [*lines[:_LINES], f"… ({len(lines) - _LINES})"]
        panel = Panel(
            Text("\n".join(lines)), title=who, title_align="left", border_style=style, width=96
        )
        self._console.print(panel)

    def _plain(self, text: str) -> str:
        """Return a message as its readers see it, without the marks of Markdown."""
        text = _MOMENT.sub(self._moment, text)
        text = _LINK.sub(r"\1", text)
        text = _MARKS.sub("", text)
        return _ESCAPED.sub(r"\1", text).replace("\u200b", "")

    def _moment(self, match: re.Match[str]) -> str:
        moment = datetime.fromtimestamp(int(match[1]), UTC)
        if match[2] == "t":
            return f"{moment:%H:%M}"
        minutes = round((moment - self.now).total_seconds() / 60)
        return self._t("rehearsal.in" if minutes >= 0 else "rehearsal.ago", minutes=abs(minutes))
