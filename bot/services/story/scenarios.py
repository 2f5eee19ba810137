"""Scenarios that a server writes for itself: preparing, saving, offering them to sessions.

Every use case is given the server in which the person acts: what Discord says that they may do
there says nothing of another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context
from bot.services.preparing import ALWAYS, Shelf, Shelved, Unfinished
from bot.store import Transaction
from bot.workshop.errors import Refusal
from bot.workshop.sessions.permissions import Actor
from bot.workshop.story.checking import faults
from bot.workshop.story.media import SIZE_LIMIT, check_content, check_size, safe_name
from bot.workshop.story.prepared import Prepared
from bot.workshop.story.scenario import Scenario
from bot.workshop.story.sketch import Sketch, SketchMedia
from bot.workshop.text import clean

# So many that a server never meets it, so few that nobody fills the disk: scenarios, and the bytes
# of their files; and the bytes of the files of all servers, for the disk of whoever runs the bot.
MOST = 50
MOST_BYTES = 8 * SIZE_LIMIT
MOST_BYTES_OF_ALL = 2 * 2**30

__all__ = ["ALWAYS", "Unfinished"]  # given on to whoever prepares a scenario

SHELF = Shelf(
    Shelved(
        unknown="backcast.unknown",
        gone="backcast.gone",
        not_yours="backcast.not_yours",
        not_allowed="backcast.not_allowed",
        changed="backcast.changed",
        too_many="backcast.too_many",
    ),
    lambda tx: tx.scenarios,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came along, read once."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _OnDisk:
    """An upload that is on the disk under its digest, and has no row yet."""

    upload: Upload
    digest: str


async def check_right(ctx: Context, server_id: int, actor: Actor) -> None:
    """Raise Refusal unless `actor` may prepare scenarios in the server."""
    await SHELF.check_right(ctx, server_id, actor)


async def prepare(
    ctx: Context,
    server_id: int,
    actor: Actor,
    sketch: Sketch,
    shipped: Collection[str],
    submission: str,
    now: datetime,
    upload: Upload | None = None,
) -> Prepared:
    """Keep `sketch` as a draft of the server, with a name that none of `shipped` has.

    A recording or picture that neither `upload` nor another scenario of the server brings along
    keeps its words only. Raises Refusal without the right, for a file that is not accepted, and
    when the server has too many.
    """
    if upload is None:
        return await _prepared(ctx, server_id, actor, sketch, shipped, submission, now)
    await check_right(ctx, server_id, actor)
    check_size(len(upload.content))
    check_content(safe_name(upload.name), upload.content)
    async with ctx.database.media.kept(upload.content) as digest:
        held = _OnDisk(upload, digest)
        return await _prepared(ctx, server_id, actor, sketch, shipped, submission, now, held)


async def _prepared(
    ctx: Context,
    server_id: int,
    actor: Actor,
    sketch: Sketch,
    shipped: Collection[str],
    submission: str,
    now: datetime,
    held: _OnDisk | None = None,
) -> Prepared:
    async with ctx.database.write() as tx:
        existing = await SHELF.with_room(tx, server_id, actor, MOST)
        if held is not None:
            transcript = sketch.media.transcript if sketch.media else ""
            sketch = sketch.illustrated(await _kept(tx, server_id, held, transcript))
        elif sketch.media is not None:
            # A name that was checked with the content: that of an imported file may be any.
            name = _files(existing).get(sketch.media.digest or "")
            known = {"name": name} if name is not None else {"digest": None}
            sketch = sketch.illustrated(sketch.media.model_copy(update=known))
        name = SHELF.free_name(sketch.title, "scenario", existing, shipped)
        return await tx.scenarios.add(server_id, name, sketch, actor.user_id, submission, now)


async def open_bench(ctx: Context, server_id: int, scenario_id: int, actor: Actor) -> Prepared:
    """Return a scenario of the server to whoever may change it; raise Refusal otherwise."""
    return await SHELF.open(ctx, server_id, scenario_id, actor)


async def find(ctx: Context, server_id: int, written: str, actor: Actor) -> Prepared:
    """Return the scenario of the server that a person named; raise Refusal otherwise."""
    return await SHELF.find(ctx, server_id, written, actor)


async def source(ctx: Context, server_id: int, written: str, actor: Actor) -> Sketch | None:
    """Return what another scenario may start from: a sketch of one's own, or what was saved.

    None when the server has no such scenario for `actor`.
    """
    scenario, mine = await SHELF.seen(ctx, server_id, written, actor)
    if scenario is None:
        return None
    if mine:
        return scenario.sketch
    return Sketch.of(scenario.saved) if scenario.saved is not None else None


async def change(
    ctx: Context,
    server_id: int,
    scenario_id: int,
    actor: Actor,
    piece: str,
    seen: int,
    edit: Callable[[Sketch], Sketch],
    now: datetime,
) -> Prepared:
    """Change one piece of a sketch, read at revision `seen` by whoever changes it.

    Raises Refusal when somebody else changed the same piece meanwhile. What changes nothing is
    never refused: the same form twice is harmless.
    """
    async with ctx.database.write() as tx:
        scenario = await SHELF.held(tx, server_id, scenario_id, actor)
        changed = await SHELF.change(tx, scenario, piece, seen, edit(scenario.sketch), now)
        if changed.sketch.media != scenario.sketch.media:
            await tx.media.delete_unused()
        return changed


async def attach(
    ctx: Context,
    server_id: int,
    scenario_id: int,
    actor: Actor,
    upload: Upload,
    transcript: str,
    seen: int,
    now: datetime,
) -> Prepared:
    """Give a scenario its recording or picture; without a `transcript`, the words there stay.

    Raises Refusal for a file that is not accepted, and as `change` does.
    """
    await open_bench(ctx, server_id, scenario_id, actor)
    check_size(len(upload.content))
    check_content(safe_name(upload.name), upload.content)
    async with (
        ctx.database.media.kept(upload.content) as digest,
        ctx.database.write() as tx,
    ):
        scenario = await SHELF.held(tx, server_id, scenario_id, actor)
        before = scenario.sketch.media
        words = transcript or (before.transcript if before else "")
        held = _OnDisk(upload, digest)
        sketch = scenario.sketch.illustrated(await _kept(tx, server_id, held, words))
        changed = await SHELF.change(tx, scenario, "media", seen, sketch, now)
        await tx.media.delete_unused()
        return changed


async def save(
    ctx: Context, server_id: int, scenario_id: int, actor: Actor, now: datetime
) -> Prepared:
    """Offer the scenario to the sessions of the server as it is now; again is harmless.

    Raises Unfinished when something is still missing.
    """
    async with ctx.database.write() as tx:
        scenario = await SHELF.held(tx, server_id, scenario_id, actor)
        whole = _whole(scenario)
        if scenario.saved == whole:
            return scenario
        await tx.scenarios.save(scenario.id, whole, now)
        await tx.media.delete_unused()
        return await SHELF.again(tx, scenario)


async def delete(ctx: Context, server_id: int, scenario_id: int, actor: Actor) -> Prepared:
    """Delete a scenario and return what it was; sessions keep their own copy."""
    async with ctx.database.write() as tx:
        scenario = await SHELF.held(tx, server_id, scenario_id, actor)
        await tx.scenarios.delete(scenario.id)
        await tx.media.delete_unused()
        return scenario


async def exported(
    ctx: Context, server_id: int, scenario_id: int, actor: Actor
) -> tuple[Prepared, Scenario, bytes | None]:
    """Return a scenario as it is now, whole, with the content of its file.

    Raises Unfinished when something is still missing.
    """
    async with ctx.database.read() as tx:
        scenario = await SHELF.held(tx, server_id, scenario_id, actor)
    whole = _whole(scenario)
    content = await ctx.database.media.content(whole.media.digest) if whole.media else None
    return scenario, whole, content


async def media_of(ctx: Context, scenario: Prepared) -> bytes | None:
    """Return the content of the recording or picture of a sketch, if it has one."""
    media = scenario.sketch.media
    if media is None or media.digest is None:
        return None
    return await ctx.database.media.content(media.digest)


async def offered(ctx: Context, server_id: int) -> list[tuple[str, Scenario]]:
    """Return the saved scenarios of a server by their names, the latest changed first."""
    saved = await SHELF.saved(ctx, server_id)
    return [(scenario.slug, whole) for scenario, whole in saved]


async def changeable(ctx: Context, server_id: int, actor: Actor) -> list[Prepared]:
    """Return the scenarios of a server that `actor` may change, the latest changed first."""
    return await SHELF.changeable(ctx, server_id, actor)


async def _kept(tx: Transaction, server_id: int, held: _OnDisk, transcript: str) -> SketchMedia:
    await tx.media.add(held.digest, len(held.upload.content))
    every = {held.digest, *_files(await tx.scenarios.of_server(server_id))}
    if await tx.media.size(every) > MOST_BYTES:
        raise Refusal("media.no_room", limit=MOST_BYTES // 2**20)
    if await tx.media.size_of_all() > MOST_BYTES_OF_ALL:
        raise Refusal("media.no_room_left", limit=MOST_BYTES_OF_ALL // 2**30)
    name = safe_name(held.upload.name)
    return SketchMedia(name=name, digest=held.digest, transcript=clean(transcript))


def _whole(scenario: Prepared) -> Scenario:
    found = faults(scenario.sketch)
    if found:
        raise Unfinished(found)
    return scenario.sketch.whole()


def _files(scenarios: Collection[Prepared]) -> dict[str, str]:
    """Return the names of the files that a server has already, by their digests: no other
    server's are given away."""
    return {
        media.digest: media.name
        for scenario in scenarios
        for media in (scenario.sketch.media, scenario.saved.media if scenario.saved else None)
        if media is not None and media.digest is not None
    }
