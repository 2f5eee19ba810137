"""What an attacker holds: every file of a session, what everyone could read at each moment, and,
to tell whether an attack succeeds, who wrote and voted what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.rehearsal.stage import Person

Claim = tuple[str, int]  # a secret, and the person whose it would be


@dataclass(frozen=True)
class Moment:
    """What everyone reads after `actor` did something of a kind; None when nobody did."""

    actor: int | None
    public: str
    kind: str = ""


@dataclass
class Evidence:
    """`truth` tells whose each secret text is, `kinds` what it is; `cast` whose each ballot is, as
    it is stored, by step; `order` lists the secrets as they were made, `acts` who was seen to
    press, and when. `votes` is what the room reads after each ballot, `panels` what whoever leads
    reads after each press of a writer, `early` what anybody may read, export or find in the log
    before the choices of an election are shown. `folder` holds all files."""

    folder: Path
    stranger: Person = field(init=False, repr=False)  # who looks, and takes no part
    names: dict[int, str] = field(default_factory=dict)
    truth: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    cast: dict[tuple[int, str], int] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    votes: list[Moment] = field(default_factory=list)
    panels: list[Moment] = field(default_factory=list)
    early: list[Moment] = field(default_factory=list)
    acts: list[tuple[datetime, int]] = field(default_factory=list)
    document: dict[str, Any] = field(default_factory=dict)
    log: str = ""

    @property
    def files(self) -> list[Path]:
        return sorted(file for file in self.folder.rglob("*") if file.is_file())

    @property
    def databases(self) -> list[Path]:
        return [file for file in self.files if file.suffix == ".db"]

    @property
    def published(self) -> list[Path]:
        """The files that everyone received."""
        return [file for file in self.files if file.parent.name == "published"]

    def tables(self) -> Iterator[tuple[Path, str, list[dict[str, Any]]]]:
        """Yield each table of each database with its rows, in the order in which they lie."""
        for file in self.databases:
            with closing(sqlite3.connect(file)) as database:
                database.row_factory = sqlite3.Row
                for (name,) in database.execute(
                    # What an index of words holds lies in tables of its own, read as any.
                    "SELECT name FROM sqlite_schema WHERE type = 'table'"
                    " AND sql NOT LIKE 'CREATE VIRTUAL%'"
                ).fetchall():
                    yield (
                        file,
                        name,
                        [dict(row) for row in database.execute(f"SELECT * FROM {name}")],
                    )

    def secrets_of(self, row: dict[str, Any]) -> list[str]:
        """Return the secrets that a row holds: texts, or a ballot of a step."""
        found = [value for value in row.values() if value in self.truth]
        ballot = (row.get("step_id"), row.get("content"))
        if ballot in self.cast:
            found.append(secret_of(*ballot))
        return found

    def person_of(self, secret: str) -> int | None:
        """Return whose a secret is."""
        if secret in self.truth:
            return self.truth[secret]
        return {secret_of(*ballot): person for ballot, person in self.cast.items()}.get(secret)


def secret_of(step: Any, content: Any) -> str:
    """Return what a ballot is called among the secrets."""
    return f"{step}:{content}"
