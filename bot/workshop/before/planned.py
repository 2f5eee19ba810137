"""A session planned for later: it occupies no channel until its hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import Signing
from bot.workshop.story.scenario import Scenario

# So much after its hour a session is said to open late.
LATE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Planned:
    """What will be opened at `due_at` (UTC), led by `planned_by`; `event_id` is the event by which
    Discord announces it, None where there is none."""

    id: int
    server_id: int
    channel_id: int
    title: str
    language: Language
    signing: Signing
    recipe: Recipe
    scenario: Scenario | None
    planned_by: int
    due_at: datetime
    event_id: int | None = None
    continues: int | None = None  # the session before it in its series
