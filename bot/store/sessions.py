"""How sessions and their steps are read from their rows."""

from __future__ import annotations

from functools import lru_cache

from pydantic import TypeAdapter

from bot.store.rows.base import Row, time_of, to_time
from bot.workshop.kinds import AnyStep, BaseStep
from bot.workshop.language import Language
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import Session, SessionState, Signing, StepRun, StepState
from bot.workshop.story.scenario import Scenario

_STEP: TypeAdapter[BaseStep] = TypeAdapter(AnyStep)
STEP_COLUMNS = (
    "id", "session_id", "position", "plan", "state", "closes_at", "left_seconds", "running_since",
    "spent_seconds", "card_message_id", "outcome", "told", "reminded", "left_out",
    "left_at", "voted_before", "since_message_id", "was_at", "first_minutes", "ahead",
)  # fmt: skip
OF_STEP = ", ".join(f"t.{column} AS step_{column}" for column in STEP_COLUMNS)


# Also run among others, in the one trip of a press (`bot.store.rows.vote.presses`).
STEP_IN_SESSION = (
    f"SELECT s.*, {OF_STEP} FROM steps AS t JOIN sessions AS s ON s.id = t.session_id"
    " WHERE t.id = ?"
)

# The same few texts are read again at each press; what they become is immutable.
recipe_of = lru_cache(64)(Recipe.model_validate_json)
scenario_of = lru_cache(64)(Scenario.model_validate_json)
plan_of = lru_cache(512)(_STEP.validate_json)


def session_and_step(row: Row) -> tuple[Session, StepRun]:
    """Return what a row of `STEP_IN_SESSION` tells."""
    return session_of(row), step_of(row, "step_")


def session_of(row: Row) -> Session:
    """Return the session that a row tells."""
    return Session(
        id=row["id"],
        server_id=row["server_id"],
        channel_id=row["channel_id"],
        title=row["title"],
        language=Language.nearest(row["language"]),
        signing=Signing(row["signing"]),
        recipe=recipe_of(row["recipe"]),
        scenario=scenario_of(row["scenario"]) if row["scenario"] else None,
        state=SessionState(row["state"]),
        position=row["position"],
        paused=bool(row["paused"]),
        created_by=row["created_by"],
        created_at=time_of(row["created_at"]),
        started_at=to_time(row["started_at"]),
        ended_at=to_time(row["ended_at"]),
        lobby_message_id=row["lobby_message_id"],
        raw_deleted_at=to_time(row["raw_deleted_at"]),
        in_room=row["in_room"],
        quick=bool(row["quick"]),
        ends_by=to_time(row["ends_by"]),
        sound=bool(row["sound"]),
        voice_channel_id=row["voice_channel_id"],
        planned_for=to_time(row["planned_for"]),
        continues=row["continues"],
        released_at=to_time(row["released_at"]),
        review_since=to_time(row["review_since"]),
        review_message_id=row["review_message_id"],
        post_id=row["post_id"],
        kept_days=row["kept_days"],
    )


def step_of(row: Row, of: str = "") -> StepRun:
    """Return the step of a row whose columns begin with `of`."""
    return StepRun(
        id=row[of + "id"],
        session_id=row[of + "session_id"],
        position=row[of + "position"],
        plan=plan_of(row[of + "plan"]),
        state=StepState(row[of + "state"]),
        closes_at=to_time(row[of + "closes_at"]),
        left_seconds=row[of + "left_seconds"],
        running_since=to_time(row[of + "running_since"]),
        spent_seconds=row[of + "spent_seconds"],
        card_message_id=row[of + "card_message_id"],
        outcome=row[of + "outcome"],
        told=row[of + "told"],
        reminded=bool(row[of + "reminded"]),
        left_out=row[of + "left_out"],
        left_at=to_time(row[of + "left_at"]),
        voted_before=row[of + "voted_before"],
        since_message_id=row[of + "since_message_id"],
        was_at=row[of + "was_at"],
        first_minutes=row[of + "first_minutes"],
        ahead=bool(row[of + "ahead"]),
    )
