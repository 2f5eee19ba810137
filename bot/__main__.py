"""The command line: `python -m bot COMMAND` (`--help` lists them)."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import __version__
from bot.client import CLOCK
from bot.config import STATE, Settings, SettingsError, load_settings
from bot.hosting.logs import configure_logging
from bot.library import LibraryError
from bot.operating.backup import CannotCopy, backup
from bot.operating.checkup import findings
from bot.operating.importing import imported
from bot.operating.invite import application_id, invitation
from bot.operating.restore import CannotRestore, put_back
from bot.run import CannotRun, Exit, run, token_of
from bot.store import StoreError
from bot.tally.reading import Malformed
from bot.tally.recount import answer_to, stands, written
from bot.workshop.language import Language

DEMO_PEOPLE = 24
MOST_PEOPLE = 500
REHEARSING, MOST_REHEARSING = 12, 60
LEAST_IN_TROUBLE = 4
SPEED, SLOWEST, FASTEST = 4.0, 0.25, 1000.0
# What a shell says of a program that a closed pipe ended.
_UNREAD = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; whatever goes wrong is one sentence."""
    options = _parser().parse_args(arguments)
    try:
        code = _carried_out(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read what we say has left: `check | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _UNREAD
    return code


def _carried_out(options: argparse.Namespace) -> int:
    os.umask(0o077)  # what is written is for this account alone
    try:
        if options.command == "demo":
            return _demo(options)
        if options.command == "rehearse":
            return _rehearse(options)
        if options.command == "tally":
            return _tally(options.file)
        settings = load_settings()
        configure_logging(settings.log_level, settings.log_format)
        if options.command == "check":
            return asyncio.run(_check(settings))
        if options.command == "backup":
            return _backup(settings, options.target)
        if options.command == "restore":
            return _restore(settings, options.source, loses_ballots=options.lose_ballots)
        if options.command == "import":
            return asyncio.run(_import(settings, options))
        if options.command == "invite":
            return _invite(settings, options.application, groups=options.groups)
        asyncio.run(run(settings))
    except (SettingsError, LibraryError) as error:
        return _sorry(str(error), Exit.SETTINGS)
    except StoreError as error:
        return _sorry(str(error), Exit.DATABASE)
    except CannotRun as error:
        return _sorry(str(error), error.code)
    except KeyboardInterrupt:
        return 130
    return Exit.OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Gommette animates collective meetings on Discord."
    )
    parser.add_argument("--version", action="version", version=f"Gommette {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command")
    commands.add_parser("run", help="run the bot (the default)")
    commands.add_parser("check", help="look at each thing the bot needs, and say what to do")
    copy = commands.add_parser("backup", help="copy the database and its recordings")
    copy.add_argument("target", type=Path, metavar="FOLDER", help="the folder to make for the copy")
    back = commands.add_parser(
        "restore", help="put a copy in the place of the database, while no bot runs on it"
    )
    back.add_argument(
        "source", type=Path, metavar="FOLDER",
        help="what backup made, a copy of the day, or the file of before an upgrade",
    )  # fmt: skip
    back.add_argument(
        "--lose-ballots", action="store_true",
        help="also where ballots of sealed votes under way are lost by it",
    )  # fmt: skip
    bring = commands.add_parser(
        "import", help="bring sessions in from their JSON, also beside a bot"
    )
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a session's JSON")
    bring.add_argument(
        "--server", type=_snowflake, required=True, metavar="ID", help="the server it comes to"
    )
    bring.add_argument(
        "--channel", type=_snowflake, metavar="ID",
        help="those who see this channel find it (by default, the coordinators' channel)",
    )  # fmt: skip
    invite = commands.add_parser("invite", help="print the address that invites the bot")
    invite.add_argument(
        "--application", type=int, help="the application's identifier (by default, the token's)"
    )
    invite.add_argument(
        "--groups", action="store_true",
        help="ask too for what small groups need: voice rooms, threads, moving people",
    )  # fmt: skip
    demo = commands.add_parser(
        "demo", help="play a session in a simulated Discord, without a token"
    )
    demo.add_argument(
        "--play", default=None, metavar="NAME",
        help="what to play: a name, “all”, or “list” to see them (by default, the workshop)",
    )  # fmt: skip
    demo.add_argument(
        "--people", type=_people, default=DEMO_PEOPLE, help=f"participants, up to {MOST_PEOPLE}"
    )
    demo.add_argument("--seed", type=int, default=2032, help="what chance depends on")
    demo.add_argument(
        "--lang", type=Language, choices=list(Language), default=Language.FRENCH,
        help=", ".join(Language), metavar="LANG",
    )  # fmt: skip
    demo.add_argument(
        "--out", type=Path, default=STATE / "demo",
        help="where each play writes what coordinators receive, in a folder of its own",
    )  # fmt: skip
    demo.add_argument(
        "--watch", action="store_true", help="see one play on a page, each act as it is done"
    )
    demo.add_argument(
        "--speed", type=_speed, default=None, metavar="NUMBER",
        help=f"watched: how many times faster than people act (by default, {SPEED:g})",
    )  # fmt: skip
    rehearsing = commands.add_parser(
        "rehearse", help="play a session yourself, in a browser, without a token"
    )
    rehearsing.add_argument(
        "--people", type=_rehearsing, default=REHEARSING, metavar="NUMBER",
        help=f"how many simulated people take part on their own: 0 to {MOST_REHEARSING}",
    )  # fmt: skip
    rehearsing.add_argument(
        "--lang", type=Language, choices=list(Language), default=Language.FRENCH,
        help=", ".join(Language), metavar="LANG",
    )  # fmt: skip
    rehearsing.add_argument(
        "--port", type=_port, default=0, help="the port of the page (by default, one that is free)"
    )
    rehearsing.add_argument("--seed", type=int, default=None, help="what chance depends on")
    rehearsing.add_argument(
        "--trouble", action="store_true",
        help="have the room misbehave as rooms do, and tell how it went when a session ends",
    )  # fmt: skip
    tally = commands.add_parser("tally", help="count a vote again from a JSON or a BLT file")
    tally.add_argument("file", metavar="FILE", help="a vote or an export; - for standard input")
    return parser


def _people(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 2 <= number <= MOST_PEOPLE:
        raise argparse.ArgumentTypeError(f"expected a number from 2 to {MOST_PEOPLE}")
    return number


def _rehearsing(text: str) -> int:
    return _between(text, 0, MOST_REHEARSING)


def _port(text: str) -> int:
    return _between(text, 0, 65535)


def _between(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"expected a number from {least} to {most}")
    return int(text)


def _speed(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not SLOWEST <= number <= FASTEST:
        raise argparse.ArgumentTypeError(f"expected a number from {SLOWEST:g} to {FASTEST:g}")
    return number


def _snowflake(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 2**63):
        raise argparse.ArgumentTypeError("expected the identifier that Discord copies")
    return int(text)


def _demo(options: argparse.Namespace) -> int:
    try:
        from bot.rehearsal import demo
    except ModuleNotFoundError as error:
        return _needs_extra("The demo", error)
    if options.play == "list":
        print(demo.listing(options.lang))
        return Exit.OK
    try:
        plays = demo.plays_named(options.play or demo.FIRST)
    except demo.UnknownPlayError as error:
        return _sorry(f"No play is called “{error}”:\n{demo.listing(options.lang)}", Exit.SETTINGS)
    if options.watch and len(plays) > 1:
        return _sorry("--watch shows one play: name it with --play.", Exit.SETTINGS)
    if options.speed is not None and not options.watch:
        return _sorry("--speed is for a play that is watched: add --watch.", Exit.SETTINGS)
    out, speed = options.out, (options.speed or SPEED) if options.watch else None
    fine = asyncio.run(demo.perform(plays, options.people, options.seed, options.lang, out, speed))
    return Exit.OK if fine else Exit.FAULT


def _rehearse(options: argparse.Namespace) -> int:
    try:
        from bot.rehearsal.live.glue import PortTakenError
        from bot.rehearsal.live.rehearse import rehearse
    except ModuleNotFoundError as error:
        return _needs_extra("A rehearsal", error)
    if options.trouble and options.people < LEAST_IN_TROUBLE:
        return _sorry(
            f"--trouble needs a room: --people {LEAST_IN_TROUBLE} at least.", Exit.SETTINGS
        )
    asked = rehearse(
        options.lang, options.people, options.port, options.seed, trouble=options.trouble
    )
    try:
        asyncio.run(asked)
    except PortTakenError:
        return _sorry(
            f"Port {options.port} cannot be used: choose another with --port, or leave it out.",
            Exit.SETTINGS,
        )
    return Exit.OK


def _needs_extra(what: str, error: ModuleNotFoundError) -> int:
    return _sorry(
        f"{what} needs the extra “rehearse” ({error.name} is missing):"
        " pip install -e '.[rehearse]' -c constraints.txt",
        Exit.SETTINGS,
    )


def _tally(file: str) -> int:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        answer = answer_to(content, named_blt=file.lower().endswith(".blt"))
    except OSError as error:
        return _sorry(f"{file}: cannot be read ({error.strerror})", Exit.SETTINGS)
    except Malformed as error:
        return _sorry(str(error), Exit.SETTINGS)
    # JSON is UTF-8, whatever the terminal would like.
    sys.stdout.buffer.write(written(answer).encode() + b"\n")
    sys.stdout.flush()
    if not stands(answer):
        return _sorry(
            f"{file}: the file states something else than its ballots give, see “differences”",
            Exit.FAULT,
        )
    return Exit.OK


async def _check(settings: Settings) -> int:
    missing = 0
    async for finding in findings(settings, CLOCK):
        mark = "✓" if finding.found else "✗"
        print(f"{mark} {finding.what}")
        if not finding.found:
            missing += 1
            print(f"  → {finding.remedy}")
    print("Everything is there." if not missing else f"{missing} to mend.")
    return Exit.FAULT if missing else Exit.OK


def _backup(settings: Settings, target: Path) -> int:
    try:
        for sentence in backup(settings, target, CLOCK()):
            print(sentence)
    except CannotCopy as error:
        return _sorry(str(error), Exit.FAULT if error.later else Exit.SETTINGS)
    return Exit.OK


def _restore(settings: Settings, source: Path, *, loses_ballots: bool) -> int:
    try:
        for sentence in put_back(settings, source, CLOCK(), loses_ballots=loses_ballots):
            print(sentence)
    except CannotRestore as error:
        return _sorry(str(error), Exit.FAULT if error.later else Exit.SETTINGS)
    return Exit.OK


async def _import(settings: Settings, options: argparse.Namespace) -> int:
    refused = 0
    files, server, channel = options.files, options.server, options.channel
    async for outcome in imported(settings, files, server, channel, CLOCK):
        print(outcome.sentence, file=sys.stdout if outcome.fine else sys.stderr, flush=True)
        refused += not outcome.fine
    return Exit.FAULT if refused else Exit.OK


def _invite(settings: Settings, application: int | None, *, groups: bool) -> int:
    found = application or application_id(token_of(settings))
    if found is None:
        return _sorry(
            "DISCORD_TOKEN does not hold the application's identifier: copy the token again, or"
            " give --application.",
            Exit.TOKEN,
        )
    print(invitation(found, groups=groups))
    return Exit.OK


def _sorry(sentence: str, code: Exit) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
