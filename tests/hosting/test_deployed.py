"""The Containerfile and the unit of systemd: what they name exists, and what an image would hold
is enough to run and tells nobody's secret."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import ROOT, Settings
from bot.run import Exit

UNIT = ROOT / "data" / "systemd" / "gommette.service"
VARIABLES = {name.upper() for name in Settings.model_fields}


def instructions() -> list[tuple[str, str]]:
    """Return each instruction of the Containerfile, with what follows it on one line."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def of(name: str) -> list[str]:
    return [rest for word, rest in instructions() if word == name]


def unit() -> dict[str, list[str]]:
    """Return the settings of the unit; a name may stand several times."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


# The image


def test_what_an_image_is_made_of_exists_and_runs_alone(tmp_path: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    sources = [source for copied in of("COPY") for source in copied.split()[:-1]]
    assert len(sources) == len(set(sources)) > 3
    for source in sources:
        assert (ROOT / source).exists(), source
        for name in tracked:
            if name == source or name.startswith(f"{source}/"):
                (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, tmp_path / name)
    (variables,) = of("ENV")
    environment = {"PATH": os.environ["PATH"], **dict(one.split("=") for one in variables.split())}
    environment["DATABASE"] = str(tmp_path / "gommette.db")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check"], cwd=tmp_path, env=environment,
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.stderr == ""
    missing = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert missing == ["✗ DISCORD_TOKEN"], done.stdout


def test_neither_a_token_nor_a_database_gets_into_an_image() -> None:
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() == ignored
    rules = [line for line in ignored if line and not line.startswith("#")]
    assert rules[0] == "*", "what is not named stays out"
    named = {rule[1:] for rule in rules if rule.startswith("!")}
    assert named == {source for copied in of("COPY") for source in copied.split()[:-1]}
    assert "data/state" in rules
    assert not any("env" in name.lower() for name in named)
    assert "TOKEN" not in "".join(rest for word, rest in instructions() if word in ("ENV", "ARG"))


def test_an_image_runs_for_an_account_of_its_own_and_keeps_what_it_writes() -> None:
    (base,), (user,), (volume,), (signal,) = of("FROM"), of("USER"), of("VOLUME"), of("STOPSIGNAL")
    assert re.fullmatch(r"python:3\.1[1-9]-slim", base)
    assert (user, signal) == ("gommette", "SIGTERM")
    made = f"useradd --uid 10001 --no-create-home --home-dir {volume} --shell"
    assert made in "".join(of("RUN"))
    variables = dict(one.split("=") for one in of("ENV")[0].split())
    assert set(variables) <= VARIABLES
    assert Path(variables["DATABASE"]).parent == Path(volume)
    Settings.model_validate({name.lower(): value for name, value in variables.items()})


def test_the_commands_of_an_image_are_the_programs() -> None:
    assert (of("ENTRYPOINT"), of("CMD")) == (['["python", "-m", "bot"]'], ['["run"]'])
    (health,) = of("HEALTHCHECK")
    assert health.endswith('CMD ["python", "-m", "bot.hosting.probe"]')
    (install,) = [run for run in of("RUN") if "pip" in run]
    assert "--constraint constraints.txt" in install
    assert (ROOT / "bot" / "hosting" / "probe.py").exists()


# The unit


def test_the_unit_starts_the_program_where_it_says_that_it_stands() -> None:
    told = unit()
    (folder,), (start,) = told["WorkingDirectory"], told["ExecStart"]
    assert start == f"{folder}/.venv/bin/python -m bot run"
    (environment,) = told["Environment"]
    name, _, value = environment.partition("=")
    assert name in VARIABLES
    assert value.startswith(f"/var/lib/{told['StateDirectory'][0]}/")
    assert told["Documentation"] == [f"file://{folder}/HOSTING.md"]


def test_the_unit_starts_again_what_a_start_can_mend() -> None:
    told = unit()
    assert told["Restart"] == ["on-failure"]
    never = {int(code) for code in told["RestartPreventExitStatus"][0].split()}
    assert never == {Exit.SETTINGS, Exit.TOKEN, Exit.INTENT}
    assert told["KillSignal"] == ["SIGTERM"]
    assert int(told["TimeoutStopSec"][0]) > 10, "the program is out in less"
    day, tries = 86400, int(told["StartLimitBurst"][0])
    assert told["StartLimitIntervalSec"] == ["1d"]
    assert tries < 1000, "what Discord allows a token in a day"
    assert tries * int(told["RestartSec"][0]) > day / 5, "a network that is away for hours"


def test_systemd_finds_nothing_to_say_of_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    copy = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    copy.write_text(text.replace("/opt/gommette/.venv/bin/python", sys.executable), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
