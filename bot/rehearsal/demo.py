"""The demo: plays by the real bot in the simulated Discord, in virtual time, with their proof."""

from __future__ import annotations

import json
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

from bot.i18n import Catalogue, catalogue
from bot.rehearsal.live.watching import watched
from bot.rehearsal.plays import PLAYS
from bot.rehearsal.room import Room
from bot.rehearsal.scene import Play, Scene
from bot.rehearsal.script import load_script
from bot.rehearsal.stage import Stage, stage
from bot.rehearsal.terminal import Terminal
from bot.tally.recount import recounted
from bot.workshop.language import Language
from bot.workshop.settings.documents import DocumentKind

ALL = "all"
FIRST = next(iter(PLAYS))
# The simulated clock starts on 1 January 2026 at midnight: the plays, on a Thursday at 14:00.
_OPENING = timedelta(days=14, hours=14)


class UnknownPlayError(ValueError):
    """No play has this name."""


def plays_named(name: str) -> list[Play]:
    """Return the play called `name`, or every play for `all`; raise UnknownPlayError."""
    if name == ALL:
        return list(PLAYS.values())
    if name not in PLAYS:
        raise UnknownPlayError(name)
    return [PLAYS[name]]


def listing(language: Language, without: Sequence[Play] = ()) -> str:
    """Return the names of the plays, each with its sentence, then how all are played."""
    t = catalogue(language)
    told = [(play.name, play.about(t)) for play in PLAYS.values() if play not in without]
    told.append((ALL, t("rehearsal.all")))
    return "\n".join(f"  {name:<10} {about}" for name, about in told)


async def perform(
    plays: Sequence[Play],
    people: int,
    seed: int,
    language: Language,
    out: Path,
    speed: float | None = None,
) -> bool:
    """Perform `plays`, each in a Discord of its own; return False when a proof fails. With a
    `speed`, each is watched on a page, so many times faster than people act, until Ctrl-C.

    The proof of a play: the bot raised nothing, left nobody unanswered, had no request refused;
    what it posted for coordinators is what people did, and its votes recount to what it states.
    What coordinators receive, exactly as posted, and what the room saw and heard is written to the
    folder of each play in `out`.
    """
    fine = [await _perform(play, people, seed, language, out / play.name, speed) for play in plays]
    t = catalogue(language)
    if len(plays) > 1:
        print(f"\n{t('rehearsal.played')}")
        for play, well in zip(plays, fine, strict=True):
            print("✓" if well else "✗", play.name, "·", play.title(t))
    elif plays[0].name == FIRST:
        print(f"\n{t('rehearsal.others')}\n{listing(language, plays)}")
    return all(fine)


async def _perform(
    play: Play, people: int, seed: int, language: Language, out: Path, speed: float | None
) -> bool:
    async with _scene(play.cast(people), seed, language) as scene, _watched(scene, speed) as stays:
        t, terminal = scene.t, scene.terminal
        cast = t.n("rehearsal.cast", len(scene.people))
        terminal.title(play.title(t), play.about(t), cast)
        await play.act(scene)
        files = scene.delivered.write_to(out)
        problems = [*_mishaps(scene.stage), *scene.problems, *_recounts(scene)]
        terminal.chapter(t("rehearsal.proof"))
        for problem in problems:
            terminal.problem(problem)
        if not problems:
            answers, requests = scene.stage.answers, len(scene.stage.env.http_requests)
            if scene.expected:
                told = {"n": answers, "requests": requests, "refused": scene.expected}
                terminal.fine(t("rehearsal.answered_but", **told))
            else:
                terminal.fine(t("rehearsal.answered", n=answers, requests=requests))
            for sentence in scene.proved:
                terminal.fine(sentence)
        _tell_files(terminal, files, out, t)
        await stays()
    return not problems


@asynccontextmanager
async def _watched(
    scene: Scene, speed: float | None
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Have a scene watched on a page, if a speed was chosen; gives what keeps the page."""
    if speed is not None:
        async with watched(scene, speed) as stays:
            yield stays
        return

    async def ends() -> None:
        """Nobody watches."""

    yield ends


@asynccontextmanager
async def _scene(people: int, seed: int, language: Language) -> AsyncIterator[Scene]:
    """A room with `people` and a facilitator, whose summaries go to a channel of their own."""
    script = load_script(language)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        async with stage(path, rng=Random(seed), check_errors=False) as made:
            server = made.server("Réseau d'essai")
            channels = [server.create_text_channel(name) for name in ("atelier", "coordination")]
            lead = made.person(server, script.facilitator, language)
            room = Room(made, server, channels[0], channels[1], lead)
            await made.env.advance_time(_OPENING.total_seconds())
            ondine = room.manager("Ondine", language)
            await ondine.command(room.channel, "settings coordinators", channel=room.coordination)
            await ondine.command(room.channel, "settings language", language=language.value)
            page = await ondine.command(room.channel, "settings documents")
            await ondine.choose(page, "settings.documents", *DocumentKind)
            cast = [room.person(name, language) for name in script.names(people)]
            named = {one.id: one.name for one in (lead, *cast)}
            places = {one.id: str(one.name) for one in channels}
            terminal = Terminal(language, made.env.now, places, people=named)
            yield Scene(made, room, cast, script, terminal, Random(seed))


def _mishaps(made: Stage) -> list[str]:
    """Return what went wrong, whatever was played."""
    return [
        *(f"the bot raised {type(error).__name__}: {error}" for error in made.env.errors),
        *(f"left unanswered: {one}" for one in made.unanswered),
        *(f"refused by Discord: {one}" for one in made.refused),
    ]


def _recounts(scene: Scene) -> list[str]:
    """Return what is wrong with the votes of what coordinators received."""
    documents = scene.delivered.documents()
    votes = [vote for one in documents for vote in json.loads(recounted(one))["votes"]]
    problems = [] if documents else ["coordinators received nothing"]
    if any(vote.get("as_stated") is False for vote in votes):
        problems.append("a vote does not recount to the result it states")
    return problems


def _tell_files(terminal: Terminal, files: Sequence[Path], out: Path, t: Catalogue) -> None:
    """Say what was written and where; pictures are counted."""
    here = out.absolute()
    if here.is_relative_to(Path.cwd()):
        here = here.relative_to(Path.cwd())
    terminal.tell(t("rehearsal.written", folder=here))
    texts = [file for file in files if file.suffix != ".png"]
    for file in texts:
        size = t("rehearsal.size", n=-(-file.stat().st_size // 1024))
        terminal.tell(f"  {file.name} ({size})")
    if pictures := len(files) - len(texts):
        terminal.tell("  " + t.n("rehearsal.pictures", pictures))
