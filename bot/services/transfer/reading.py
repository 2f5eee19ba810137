"""The file of a session, read and checked before anything is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.tally import recount
from bot.workshop.kinds import AnyStep, BaseStep
from bot.workshop.sessions.recipe import Recipe
from bot.workshop.sessions.session import SessionState
from bot.workshop.story.scenario import Scenario
from bot.workshop.transfer.document import Document

# Some hundred times a large session.
LARGEST = 64 * 2**20
_OURS = "gommette/session/"
_PLAN: TypeAdapter[BaseStep] = TypeAdapter(AnyStep)


class CannotImport(Exception):  # noqa: N818 - an answer to the operator
    """A file is not brought in: the sentence that says why, to be read after its name."""


@dataclass(frozen=True, slots=True)
class Read:
    """A session as its file has it: `said` is the document word for word, `plans` those of its
    steps, whose identifiers are still to be given. `digest` tells one file from another."""

    document: Document
    said: Mapping[str, Any]
    recipe: Mapping[str, Any]
    scenario: Scenario | None
    digest: str


def read(content: bytes) -> Read:
    """Return the session that a file holds; raise CannotImport when it holds none, one of another
    Gommette, or one that has not ended. It blocks: in a thread."""
    if len(content) > LARGEST:
        raise CannotImport(f"is larger than any session ({LARGEST // 2**20} MiB at most).")
    said = _object(content)
    _check_format(said.get("format"))
    try:
        document = Document.model_validate_json(content)
        scenario = None if document.scenario is None else Scenario.model_validate(document.scenario)
    except ValidationError as error:
        raise CannotImport(f"is not a whole session: {_first(error)}.") from error
    if document.session.state is not SessionState.ENDED or document.session.ended_at is None:
        raise CannotImport("is of a session that has not ended: export it again once it has.")
    if document.session.raw_data_kept_until is None:
        raise CannotImport("does not say until when raw data is kept.")
    # Written again in one way: the same session is the same, however its file is spaced.
    whole = json.dumps(said, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return Read(document, said, document.recipe, scenario, digest)


def planned(told: Mapping[str, Any], themes: list[int], postits: Mapping[int, int]) -> BaseStep:
    """Return the plan of a step, with the identifiers of this database for what the file names:
    `themes` in their order, `postits` by their number. A role, or a voice channel, is of another
    server: nobody has it. Raises ValidationError."""
    plan = json.loads(json.dumps(told))
    electors = plan.get("electors")
    if isinstance(electors, dict) and electors.get("who") in ("role", "voice"):
        electors["place"] = 0
    scope = plan.get("scope")
    if isinstance(scope, dict):
        scope["ids"] = [
            themes[n - 1] if isinstance(n, int) and 0 < n <= len(themes) else n
            for n in scope.get("ids", ())
        ]
    subject = plan.get("subject")
    if isinstance(subject, dict):
        subject["postit"] = postits.get(subject.get("number", 0), 0)
    return _PLAN.validate_python(plan)


def recipe_of(read: Read, plans: list[BaseStep]) -> Recipe:
    """Return the recipe with its steps. Raises ValidationError."""
    steps = [plan.model_dump(mode="json") for plan in plans]
    return Recipe.model_validate({**read.recipe, "steps": steps})


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise CannotImport("is no JSON, or was cut short.") from error
    if not isinstance(said, dict):
        raise CannotImport("is not a session exported by Gommette.")
    return said


def _no_number(name: str) -> None:
    raise ValueError(name)


def _check_format(named: object) -> None:
    if named == recount.FORMAT:
        return
    if not isinstance(named, str) or not named.startswith(_OURS):
        raise CannotImport("is not a session exported by Gommette.")
    if named in recount.BEFORE:
        raise CannotImport(
            "was exported by an older Gommette, whose files do not hold all of a session: bring"
            " that Gommette up to date and export it again."
        )
    raise CannotImport("was exported by a newer Gommette: install that one here first.")


def _first(error: ValidationError) -> str:
    """Return where a file is wrong first; never what it holds there."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"][:6])
    return f"{where or 'the document'} — {first['type'].replace('_', ' ')}"
