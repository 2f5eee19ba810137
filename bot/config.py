"""Settings from the environment and `.env`; every mistake is reported at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from bot.workshop.settings.settings import DEFAULT_ZONE

ROOT = Path(__file__).parent.parent
STATE = ROOT / "data" / "state"
# How alike a name of the file and a setting are, of 1, when the one is meant for the other.
_NEARLY = 0.85


class SettingsError(Exception):
    """One or more settings are wrong; the message has a sentence for each."""


def _shards(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _one_word(token: str) -> str:
    if token.split() != [token] or not token.isprintable():
        raise ValueError("should be one word, as the developer portal shows it")
    return token


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # no such file, or no such name
        raise ValueError("should be a time zone such as Europe/Paris") from None
    return name


Timezone = Annotated[str, AfterValidator(_zone)]
Token = Annotated[str, AfterValidator(_one_word)]
ShardIds = Annotated[tuple[Annotated[int, Field(ge=0)], ...], BeforeValidator(_shards)]


class Settings(BaseModel):
    """What an operator can set. Each field is the environment variable in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    discord_token: Token | None = None
    database: Path | None = None
    shard_count: Annotated[int, Field(ge=1)] | None = None
    shard_ids: ShardIds | None = None
    typed_postits: bool = True
    timezone: Timezone = DEFAULT_ZONE
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"
    backups: Path | None = None
    backups_kept: Annotated[int, Field(ge=1, le=365)] = 7
    health_port: Annotated[int, Field(ge=1, le=65535)] | None = None

    @model_validator(mode="after")
    def _shards_fit(self) -> Self:
        if self.shard_ids is not None:
            if self.shard_count is None:
                raise ValueError("SHARD_IDS needs SHARD_COUNT, the number of shards in all")
            if not self.shard_ids or len(set(self.shard_ids)) != len(self.shard_ids):
                raise ValueError("SHARD_IDS should name each shard once, as in 0,1")
            if max(self.shard_ids) >= self.shard_count:
                raise ValueError(f"SHARD_IDS should lie from 0 to {self.shard_count - 1}")
        return self

    @property
    def database_path(self) -> Path:
        """The SQLite file: one for each process, since a session never leaves its server."""
        if self.database is not None:
            return self.database
        if self.shard_ids is None:
            return STATE / "gommette.db"
        shards = "-".join(str(shard) for shard in sorted(self.shard_ids))
        return STATE / f"gommette.shards-{shards}-of-{self.shard_count}.db"


def load_settings(
    environment: Mapping[str, str] | None = None, dotenv: Path | None = None
) -> Settings:
    """Return the settings of `environment` over those of the `.env` file.

    Raises SettingsError naming every wrong setting and what was expected. Values are never
    repeated in the message: one of them is the token.
    """
    file = _read(dotenv or ROOT / ".env")
    misspelt = _misspelt(file)
    merged = {**file, **(os.environ if environment is None else environment)}
    chosen = {
        name: value
        for name in Settings.model_fields
        if (value := (merged.get(name.upper()) or "").strip())
    }
    try:
        settings = Settings.model_validate(chosen)
    except ValidationError as error:
        raise SettingsError("\n".join([*misspelt, *_mistakes(error, chosen)])) from error
    if misspelt:
        raise SettingsError("\n".join(misspelt))
    return settings


def _misspelt(file: Mapping[str, str | None]) -> list[str]:
    """Return a sentence for each name of the `.env` file that is nearly that of a setting; it may
    hold names that are for other programs."""
    known = [name.upper() for name in Settings.model_fields]
    found = []
    for name in file:
        near = get_close_matches(name.upper(), known, 1, _NEARLY)
        if near and name not in known:
            found.append(f"{name}: no such setting; {near[0]} is one.")
    return found


def _read(dotenv: Path) -> Mapping[str, str | None]:
    try:
        return dotenv_values(dotenv, encoding="utf-8-sig")  # some editors begin with a BOM
    except UnicodeDecodeError as error:
        raise SettingsError(f"{dotenv} should be UTF-8 text.") from error
    except OSError as error:
        raise SettingsError(f"{dotenv} cannot be read: {error.strerror}.") from error


def _mistakes(error: ValidationError, chosen: dict[str, str]) -> list[str]:
    """Return a sentence for each mistake, those between settings too.

    Pydantic compares fields only once each is right: shards that are right are compared here.
    """
    found = error.errors(include_url=False, include_input=False)
    wrong = {problem["loc"][0] for problem in found if problem["loc"]}
    if wrong and wrong.isdisjoint(("shard_count", "shard_ids")):
        try:
            Settings.model_validate({k: v for k, v in chosen.items() if k not in wrong})
        except ValidationError as more:
            found += more.errors(include_url=False, include_input=False)
    return list(dict.fromkeys(_sentence(problem["loc"], problem["msg"]) for problem in found))


def _sentence(location: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    name = str(location[0]).upper() if location else ""
    return f"{name}: {message}." if name else f"{message}."
