"""Settings: where they are read, and what is said of those that are wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import ROOT, STATE, Settings, SettingsError, load_settings

NOWHERE = Path("/nowhere/.env")
SECRET = "MTIz.never.printed"


def settings(**environment: str) -> Settings:
    """Return the settings of an environment alone."""
    return load_settings({name.upper(): value for name, value in environment.items()}, NOWHERE)


def mistakes(**environment: str) -> list[str]:
    """Return the lines about wrong settings, none of which repeats the token."""
    with pytest.raises(SettingsError) as caught:
        settings(discord_token=SECRET, **environment)
    assert SECRET not in str(caught.value)
    return str(caught.value).splitlines()


def dotenv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / ".env"
    path.write_text(text, encoding=encoding)
    return path


# Where settings come from


def test_without_anything_the_defaults_hold() -> None:
    assert load_settings({}, NOWHERE) == Settings()
    assert Settings().typed_postits
    assert Settings().discord_token is None


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = dotenv(tmp_path, "DISCORD_TOKEN=file\nLOG_LEVEL=ERROR\nEDITOR=vi\n")
    found = load_settings({"DISCORD_TOKEN": "environment", "HOME": "/root"}, file)
    assert (found.discord_token, found.log_level) == ("environment", "ERROR")


def test_an_empty_variable_unsets_what_the_file_says(tmp_path: Path) -> None:
    file = dotenv(tmp_path, "DISCORD_TOKEN=file\nTYPED_POSTITS=\n")
    found = load_settings({"DISCORD_TOKEN": " "}, file)
    assert (found.discord_token, found.typed_postits) == (None, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_file_may_hold_comments_quotes_and_a_byte_order_mark(
    tmp_path: Path, encoding: str
) -> None:
    text = "DISCORD_TOKEN='a.b.c'  # secret\n\n# DATABASE=no\nDATABASE=\"été.db\"\r\n"
    found = load_settings({}, dotenv(tmp_path, text, encoding))
    assert (found.discord_token, found.database) == ("a.b.c", Path("été.db"))


def test_a_file_that_is_not_text_is_a_sentence(tmp_path: Path) -> None:
    file = dotenv(tmp_path, f"DISCORD_TOKEN={SECRET}\n", "utf-16")
    with pytest.raises(SettingsError, match=r"^\S+/\.env should be UTF-8 text\.$"):
        load_settings({}, file)


def test_the_process_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARD_COUNT", "7")
    assert load_settings(dotenv=NOWHERE).shard_count == 7


def test_the_example_file_names_every_setting_and_its_default() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", text, re.MULTILINE)
    assert sorted(name for name, _ in shown) == sorted(map(str.upper, Settings.model_fields))
    # Shards have no default: the example shows two processes.
    values = {name: value for name, value in shown if not name.startswith("SHARD_")}
    assert load_settings(values, NOWHERE) == Settings()


# What is wrong


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("typed_postits", "perhaps"),
        ("log_level", "LOUD"),
        ("shard_count", "0"),
        ("shard_count", "two"),
        ("discord_token", f"Bot {SECRET}"),
        ("discord_token", f"{SECRET}\x00"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(**{name: value})
    assert str(caught.value).startswith(f"{name.upper()}: ")
    assert value not in str(caught.value)
    assert str(caught.value).count("\n") == 0


def test_every_wrong_setting_is_named_at_once() -> None:
    lines = mistakes(log_level="LOUD", typed_postits="perhaps", shard_ids="0")
    assert [line.split(":")[0] for line in lines[:2]] == ["TYPED_POSTITS", "LOG_LEVEL"]
    assert lines[2:] == ["SHARD_IDS needs SHARD_COUNT, the number of shards in all."]


# Shards


@pytest.mark.parametrize(
    ("count", "ids", "expected"),
    [
        ("", "0", "SHARD_IDS needs SHARD_COUNT, the number of shards in all."),
        ("2", "0,0", "SHARD_IDS should name each shard once, as in 0,1."),
        ("2", ",", "SHARD_IDS should name each shard once, as in 0,1."),
        ("2", "1,2", "SHARD_IDS should lie from 0 to 1."),
    ],
)
def test_shards_that_do_not_fit(count: str, ids: str, expected: str) -> None:
    assert mistakes(shard_count=count, shard_ids=ids) == [expected]


@pytest.mark.parametrize(
    ("count", "ids", "named"),
    [
        ("many", "0,1", "SHARD_COUNT"),
        ("2", "first,second", "SHARD_IDS"),
        ("2", "-1", "SHARD_IDS"),
    ],
)
def test_shards_that_are_not_numbers_are_one_mistake(count: str, ids: str, named: str) -> None:
    (line,) = mistakes(shard_count=count, shard_ids=ids)
    assert line.startswith(f"{named}: ")


def test_shards_of_one_process() -> None:
    assert settings(shard_count="4", shard_ids=" 3, 1,").shard_ids == (3, 1)
    assert settings(shard_count="4").shard_ids is None


# The database


def test_each_process_has_a_database_of_its_own() -> None:
    assert settings().database_path == STATE / "gommette.db"
    assert settings(shard_count="2").database_path == STATE / "gommette.db"
    paths = [
        settings(shard_count="4", shard_ids=ids).database_path for ids in ("0,1", "2", "3", "1,0")
    ]
    assert paths[0] == paths[3] == STATE / "gommette.shards-0-1-of-4.db"
    assert len({*paths, settings().database_path}) == 4


def test_the_database_can_be_put_elsewhere() -> None:
    found = settings(database="/srv/g.db", shard_count="2", shard_ids="0")
    assert found.database_path == Path("/srv/g.db")


@pytest.mark.parametrize(
    "zone",
    ["Europe/Pariss", "Paris", "europe/nulle part", "Europe", "../UTC", "/etc/passwd", "x" * 300],
)
def test_a_time_zone_that_nobody_knows_is_said(zone: str) -> None:
    assert mistakes(timezone=zone) == ["TIMEZONE: should be a time zone such as Europe/Paris."]


def test_the_time_zone_is_the_one_that_was_written() -> None:
    assert settings(timezone="America/Cayenne").timezone == "America/Cayenne"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("DISCORD_TOKN", "DISCORD_TOKEN"), ("discord_token", "DISCORD_TOKEN"),
     ("TIME_ZONE", "TIMEZONE"), ("SHARD_ID", "SHARD_IDS"), ("LOGLEVEL", "LOG_LEVEL")],
)  # fmt: skip
def test_a_misspelt_setting_of_the_file_is_named(tmp_path: Path, written: str, meant: str) -> None:
    file = dotenv(tmp_path, f"{written}={SECRET}\nEDITOR=vi\nDATABASE_URL=x\nLOG_LEVEL=LOUD\n")
    with pytest.raises(SettingsError) as caught:
        load_settings({}, file)
    first, *others = str(caught.value).splitlines()
    assert first == f"{written}: no such setting; {meant} is one."
    assert len(others) == 1, "with every other mistake"
