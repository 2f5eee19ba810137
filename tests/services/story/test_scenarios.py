"""Preparing a scenario, use case by use case."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest

from bot.services.context import Context
from bot.services.story import scenarios
from bot.services.story.scenarios import ALWAYS, MOST, MOST_BYTES, Unfinished, Upload
from bot.workshop.faults import FaultKind
from bot.workshop.language import Language
from bot.workshop.sessions.permissions import Actor
from bot.workshop.sessions.session import RETENTION
from bot.workshop.settings.settings import ServerSettings
from bot.workshop.story.media import SIZE_LIMIT
from bot.workshop.story.prepared import Prepared
from bot.workshop.story.sketch import Sketch, SketchMedia
from tests.builders import ALIX, NOUR, NOW, ROLE, SERVER, new_session, scenario
from tests.services.room import Room, refused
from tests.store.seeing import rows

EMPTY = Sketch(
    title="Les Tilleuls en 2036",
    organisation="Les Tilleuls",
    language=Language.FRENCH,
    origin=2026,
    horizon=2036,
)
WHOLE = Sketch.of(scenario())
SOUND = Upload("Nuit d'été.ogg", b"OggS" + bytes(100))
PICTURE = Upload("salle.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
MANAGER = Actor(ALIX.user_id, ALIX.name, manages=True)
LEAD = Actor(ALIX.user_id, ALIX.name, frozenset({ROLE}))
_submissions = count(1)


async def prepared(
    ctx: Context,
    sketch: Sketch = EMPTY,
    *,
    by: Actor = NOUR,
    server: int = SERVER,
    shipped: tuple[str, ...] = (),
    submission: str | None = None,
    upload: Upload | None = None,
) -> Prepared:
    return await scenarios.prepare(
        ctx, server, by, sketch, shipped, submission or str(next(_submissions)), NOW, upload
    )


async def told(
    ctx: Context, made: Prepared, opening: str, *, by: Actor = NOUR, seen: int | None = None
) -> Prepared:
    return await scenarios.change(
        ctx,
        SERVER,
        made.id,
        by,
        "story",
        made.revision if seen is None else seen,
        lambda sketch: sketch.told(opening, "Par quelles étapes ?"),
        NOW,
    )


async def with_role(ctx: Context) -> None:
    async with ctx.database.write() as tx:
        await tx.servers.put(ServerSettings(SERVER, facilitator_role_id=ROLE))


def files(ctx: Context) -> int:
    return len(rows(ctx.database.path, "SELECT digest FROM media"))


# Names


async def test_a_scenario_gets_a_name_that_none_has(ctx: Context) -> None:
    shipped = ("les-tilleuls-en-2036",)
    names = [(await prepared(ctx, shipped=shipped)).slug for _ in range(3)]
    assert names == [f"les-tilleuls-en-2036-{n}" for n in (2, 3, 4)]
    arabic = EMPTY.headed("قرية", "x", 2026, 2036, Language.FRENCH)
    assert (await prepared(ctx, arabic)).slug == "scenario"
    long = EMPTY.headed("à " * 30, "x", 2026, 2036, Language.FRENCH)
    assert len((await prepared(ctx, long)).slug) <= 40
    elsewhere = await prepared(ctx, server=SERVER + 1)
    assert elsewhere.slug == "les-tilleuls-en-2036", "another server has its own names"


async def test_the_same_command_delivered_twice_is_one_scenario(ctx: Context) -> None:
    first = await prepared(ctx, submission="7")
    assert await prepared(ctx, submission="7") == first
    assert len(await scenarios.changeable(ctx, SERVER, NOUR)) == 1


async def test_a_scenario_is_found_by_its_name_or_its_title(ctx: Context) -> None:
    made = await prepared(ctx)
    for written in ("les-tilleuls-en-2036", "Les Tilleuls en 2036", " LES TILLEULS EN 2036 "):
        assert await scenarios.find(ctx, SERVER, written, NOUR) == made
    with refused("backcast.unknown"):
        await scenarios.find(ctx, SERVER, "autre", NOUR)
    with refused("backcast.unknown"):
        await scenarios.find(ctx, SERVER + 1, made.slug, NOUR)


async def test_a_server_has_only_so_many(ctx: Context) -> None:
    for _ in range(MOST):
        await prepared(ctx)
    with refused("backcast.too_many"):
        await prepared(ctx)
    await prepared(ctx, server=SERVER + 1)


# Rights


async def test_without_a_role_a_scenario_is_its_authors_and_the_managers(ctx: Context) -> None:
    made = await prepared(ctx)
    with refused("backcast.not_yours"):
        await told(ctx, made, "Pas à moi", by=ALIX)
    with refused("backcast.not_yours"):
        await scenarios.delete(ctx, SERVER, made.id, ALIX)
    assert await scenarios.changeable(ctx, SERVER, ALIX) == []
    await told(ctx, made, "Pour le serveur", by=MANAGER)
    assert len(await scenarios.changeable(ctx, SERVER, MANAGER)) == 1


async def test_with_a_role_those_who_have_it_prepare_together(ctx: Context) -> None:
    made = await prepared(ctx)
    await with_role(ctx)
    with refused("backcast.not_allowed"):
        await prepared(ctx)
    with refused("backcast.not_allowed"):
        await told(ctx, made, "Encore moi")
    with refused("backcast.not_allowed"):
        await scenarios.check_right(ctx, SERVER, NOUR)
    await scenarios.check_right(ctx, SERVER, LEAD)
    assert (await told(ctx, made, "Nous", by=LEAD)).sketch.opening == "Nous"
    await prepared(ctx, by=MANAGER)


async def test_what_someone_may_do_in_a_server_says_nothing_of_another(ctx: Context) -> None:
    made = await prepared(ctx)
    for forged in (SERVER + 1, 0):
        with refused("backcast.gone"):
            await scenarios.open_bench(ctx, forged, made.id, MANAGER)
        with refused("backcast.gone"):
            await scenarios.delete(ctx, forged, made.id, MANAGER)
    with refused("backcast.gone"):
        await scenarios.open_bench(ctx, SERVER, made.id + 1, MANAGER)


async def test_others_may_start_from_what_was_saved_and_from_nothing_else(ctx: Context) -> None:
    made = await prepared(ctx, WHOLE)
    assert await scenarios.source(ctx, SERVER, made.slug, ALIX) is None
    await scenarios.save(ctx, SERVER, made.id, NOUR, NOW)
    await told(ctx, made, "Pas encore enregistré.")
    for_others = await scenarios.source(ctx, SERVER, made.slug, ALIX)
    assert for_others == WHOLE
    mine = await scenarios.source(ctx, SERVER, made.slug, NOUR)
    assert mine is not None
    assert mine.opening == "Pas encore enregistré."
    assert await scenarios.source(ctx, SERVER, "rien", NOUR) is None


# Two people at once


async def test_two_people_change_two_pieces_and_both_stay(ctx: Context) -> None:
    made = await prepared(ctx)
    await told(ctx, made, "Nous y sommes.")
    changed = await scenarios.change(
        ctx,
        SERVER,
        made.id,
        NOUR,
        "award",
        made.revision,
        lambda s: s.awarded("Label", "Bravo"),
        NOW,
    )
    assert changed.sketch.opening == "Nous y sommes."
    assert changed.sketch.award is not None


async def test_what_was_changed_meanwhile_is_never_overwritten_unseen(ctx: Context) -> None:
    made = await prepared(ctx)
    first = await told(ctx, made, "De Nour.")
    with refused("backcast.changed"):
        await told(ctx, made, "D'une autre personne.", by=MANAGER)
    assert (await scenarios.open_bench(ctx, SERVER, made.id, NOUR)) == first
    seen = await told(ctx, first, "D'une autre personne.", by=MANAGER)
    assert seen.sketch.opening == "D'une autre personne."


async def test_the_same_form_twice_changes_nothing_more(ctx: Context) -> None:
    made = await prepared(ctx)
    first = await told(ctx, made, "Une fois.")
    assert await told(ctx, made, "Une fois.") == first


# Saving


async def test_only_a_whole_scenario_is_saved_and_then_offered(ctx: Context) -> None:
    made = await prepared(ctx)
    with pytest.raises(Unfinished) as lacking:
        await scenarios.save(ctx, SERVER, made.id, NOUR, NOW)
    assert {fault.kind for fault in lacking.value.faults} == {FaultKind.EMPTY, FaultKind.FEW}
    assert await scenarios.offered(ctx, SERVER) == []
    whole = await prepared(ctx, WHOLE)
    saved = await scenarios.save(ctx, SERVER, whole.id, NOUR, NOW)
    assert not saved.pending
    assert await scenarios.save(ctx, SERVER, whole.id, NOUR, NOW) == saved
    assert await scenarios.offered(ctx, SERVER) == [(whole.slug, scenario())]
    assert await scenarios.offered(ctx, SERVER + 1) == []


async def test_sessions_get_the_saved_version_until_it_is_saved_again(ctx: Context) -> None:
    made = await prepared(ctx, WHOLE)
    await scenarios.save(ctx, SERVER, made.id, NOUR, NOW)
    changed = await told(ctx, made, "Autrement.")
    assert changed.pending
    ((_, offered),) = await scenarios.offered(ctx, SERVER)
    assert offered == scenario()
    await scenarios.save(ctx, SERVER, made.id, NOUR, NOW)
    ((_, offered),) = await scenarios.offered(ctx, SERVER)
    assert offered.opening == "Autrement."


async def test_a_session_keeps_its_copy_and_its_recording(ctx: Context) -> None:
    made = await prepared(ctx, WHOLE)
    await scenarios.attach(ctx, SERVER, made.id, NOUR, SOUND, "On entend la nuit.", ALWAYS, NOW)
    saved = await scenarios.save(ctx, SERVER, made.id, NOUR, NOW)
    assert saved.saved is not None
    room = await Room.open(ctx, new_session(told=saved.saved))
    gone = await scenarios.delete(ctx, SERVER, made.id, NOUR)
    assert gone.id == made.id
    with refused("backcast.gone"):
        await scenarios.delete(ctx, SERVER, made.id, NOUR)
    kept = (await room.session()).scenario
    assert kept is not None
    assert kept.media is not None
    assert await ctx.database.media.content(kept.media.digest) == SOUND.content


async def test_a_recording_leaves_with_its_scenario_once_the_session_is_over(ctx: Context) -> None:
    made = await prepared(ctx, WHOLE, upload=SOUND)
    await scenarios.attach(ctx, SERVER, made.id, NOUR, SOUND, "La nuit.", ALWAYS, NOW)
    saved = await scenarios.save(ctx, SERVER, made.id, NOUR, NOW)
    room = await Room.open(ctx, new_session(told=saved.saved))
    await room.start()
    await room.end()
    assert files(ctx) == 1, "the scenario can be played again"
    await scenarios.delete(ctx, SERVER, made.id, NOUR)
    assert files(ctx) == 0


async def test_a_recording_deleted_during_a_session_leaves_with_what_was_written(
    ctx: Context,
) -> None:
    made = await prepared(ctx, WHOLE)
    await scenarios.attach(ctx, SERVER, made.id, NOUR, SOUND, "La nuit.", ALWAYS, NOW)
    saved = await scenarios.save(ctx, SERVER, made.id, NOUR, NOW)
    room = await Room.open(ctx, new_session(told=saved.saved))
    await room.start()
    await scenarios.delete(ctx, SERVER, made.id, NOUR)
    await room.end()
    await room.until(room.now + RETENTION - timedelta(days=1))
    assert files(ctx) == 1
    await room.until(room.now + timedelta(days=1))
    assert files(ctx) == 0


# Recordings and pictures


async def test_a_file_comes_with_its_words_and_replaces_the_one_before(ctx: Context) -> None:
    made = await prepared(ctx, WHOLE)
    first = await scenarios.attach(ctx, SERVER, made.id, NOUR, SOUND, "La nuit.", ALWAYS, NOW)
    media = first.sketch.media
    assert media is not None
    assert (media.name, media.transcript) == ("nuit-d-ete.ogg", "La nuit.")
    again = await scenarios.attach(ctx, SERVER, made.id, NOUR, SOUND, "", ALWAYS, NOW)
    assert again == first, "the words there stay"
    second = await scenarios.attach(ctx, SERVER, made.id, NOUR, PICTURE, "", ALWAYS, NOW)
    assert second.sketch.media is not None
    assert (second.sketch.media.name, second.sketch.media.transcript) == ("salle.png", "La nuit.")
    assert files(ctx) == 1
    assert await scenarios.media_of(ctx, second) == PICTURE.content
    with refused("backcast.changed"):
        await scenarios.attach(ctx, SERVER, made.id, NOUR, SOUND, "", first.revision, NOW)
    assert files(ctx) == 1
    without = await scenarios.change(
        ctx, SERVER, made.id, NOUR, "media", ALWAYS, lambda s: s.illustrated(None), NOW
    )
    assert await scenarios.media_of(ctx, without) is None
    assert files(ctx) == 0


async def test_what_was_saved_keeps_its_file_while_another_is_tried(ctx: Context) -> None:
    made = await prepared(ctx, WHOLE)
    await scenarios.attach(ctx, SERVER, made.id, NOUR, SOUND, "La nuit.", ALWAYS, NOW)
    await scenarios.save(ctx, SERVER, made.id, NOUR, NOW)
    await scenarios.attach(ctx, SERVER, made.id, NOUR, PICTURE, "La salle.", ALWAYS, NOW)
    assert files(ctx) == 2
    await scenarios.save(ctx, SERVER, made.id, NOUR, NOW)
    assert files(ctx) == 1


async def test_a_file_that_is_not_what_it_says_changes_nothing(ctx: Context) -> None:
    made = await prepared(ctx, WHOLE)
    with refused("media.not_what_it_says"):
        await scenarios.attach(
            ctx, SERVER, made.id, NOUR, Upload("a.ogg", PICTURE.content), "", ALWAYS, NOW
        )
    assert (await scenarios.open_bench(ctx, SERVER, made.id, NOUR)).sketch == WHOLE


async def test_an_import_brings_its_file_or_finds_it_in_the_server_and_nowhere_else(
    ctx: Context,
) -> None:
    made = await prepared(ctx, WHOLE)
    first = await scenarios.attach(ctx, SERVER, made.id, NOUR, SOUND, "La nuit.", ALWAYS, NOW)
    with_media = first.sketch
    again = await prepared(ctx, with_media)
    assert await scenarios.media_of(ctx, again) == SOUND.content
    elsewhere = await prepared(ctx, with_media, server=SERVER + 1)
    assert await scenarios.media_of(ctx, elsewhere) is None
    assert elsewhere.sketch.media == SketchMedia(name="nuit-d-ete.ogg", transcript="La nuit.")
    brought = await prepared(ctx, with_media, server=SERVER + 1, upload=PICTURE)
    assert await scenarios.media_of(ctx, brought) == PICTURE.content
    assert brought.sketch.media is not None
    assert brought.sketch.media.transcript == "La nuit."


async def test_an_import_cannot_call_a_file_of_the_server_what_it_is_not(ctx: Context) -> None:
    made = await prepared(ctx, WHOLE)
    kept = await scenarios.attach(ctx, SERVER, made.id, NOUR, SOUND, "La nuit.", ALWAYS, NOW)
    assert kept.sketch.media is not None
    for name in ("facture.exe", "nuit.png", "page.html"):
        renamed = kept.sketch.media.model_copy(update={"name": name})
        again = await prepared(ctx, WHOLE.illustrated(renamed))
        assert again.sketch.media == kept.sketch.media
    words = SketchMedia(name="autre.ogg", transcript="Rien encore.")
    for _ in range(2):
        assert (await prepared(ctx, WHOLE.illustrated(words))).sketch.media == words


async def test_the_files_of_a_server_have_only_so_much_room(ctx: Context) -> None:
    def heavy(n: int) -> Upload:
        return Upload(f"{n}.ogg", b"OggS" + bytes([n]) * (SIZE_LIMIT - 4))

    made = [await prepared(ctx, WHOLE, upload=heavy(n)) for n in range(MOST_BYTES // SIZE_LIMIT)]
    again = await scenarios.attach(ctx, SERVER, made[0].id, NOUR, heavy(1), "", ALWAYS, NOW)
    assert await scenarios.media_of(ctx, again) == heavy(1).content, "kept once, counted once"
    await scenarios.attach(ctx, SERVER, made[0].id, NOUR, heavy(0), "", ALWAYS, NOW)
    for upload in (heavy(100), SOUND):
        with refused("media.no_room"):
            await prepared(ctx, WHOLE, upload=upload)
        with refused("media.no_room"):
            await scenarios.attach(ctx, SERVER, made[0].id, NOUR, upload, "", ALWAYS, NOW)
    assert files(ctx) == len(made)
    await prepared(ctx, WHOLE, server=SERVER + 1, upload=SOUND)


async def test_the_files_of_all_servers_have_only_so_much_room(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scenarios, "MOST_BYTES_OF_ALL", len(SOUND.content) + 10)
    made = await prepared(ctx, WHOLE, upload=SOUND)
    with refused("media.no_room_left"):
        await prepared(ctx, WHOLE, server=SERVER + 1, upload=PICTURE)
    with refused("media.no_room_left"):
        await scenarios.attach(ctx, SERVER, made.id, NOUR, PICTURE, "", ALWAYS, NOW)
    await prepared(ctx, WHOLE, server=SERVER + 1, upload=SOUND)
    assert (files(ctx), len(ctx.database.media.folder.names())) == (1, 1)


async def test_a_whole_scenario_is_exported_with_its_file(ctx: Context) -> None:
    made = await prepared(ctx, WHOLE)
    await scenarios.attach(ctx, SERVER, made.id, NOUR, SOUND, "La nuit.", ALWAYS, NOW)
    _, whole, content = await scenarios.exported(ctx, SERVER, made.id, NOUR)
    assert content == SOUND.content
    assert whole.media is not None
    with pytest.raises(Unfinished):
        await scenarios.exported(ctx, SERVER, (await prepared(ctx)).id, NOUR)
