"""Writing recipes for a server, use case by use case; words that every setting has."""

from __future__ import annotations

from itertools import count

from bot.i18n import catalogue
from bot.interface.words import recipes as words
from bot.interface.words.sessions.kinds import usual_step
from bot.services.context import Context
from bot.services.recipes import recipes
from bot.services.recipes.recipes import ALWAYS, MOST, MOST_OF_ONE
from bot.workshop.kinds import STEP_KINDS
from bot.workshop.language import Language
from bot.workshop.recipes.prepared import Prepared
from bot.workshop.recipes.settings import HEADING, forms_of, owner
from bot.workshop.recipes.shapes import Choice, Flags
from bot.workshop.recipes.sketch import Sketch
from bot.workshop.sessions.permissions import Actor
from tests.builders import ALIX, NOUR, NOW, SERVER, recipe, reveal
from tests.services.room import refused

FR = Language.FRENCH
WHOLE = Sketch.of(recipe(reveal()), FR)
MANAGER = Actor(ALIX.user_id, ALIX.name, manages=True)
_submissions = count(1)


async def prepared(
    ctx: Context, sketch: Sketch = WHOLE, *, server: int = SERVER, by: Actor = NOUR
) -> Prepared:
    submission = str(next(_submissions))
    return await recipes.prepare(ctx, server, by, sketch, ("brainstorm",), submission, NOW)


async def test_a_recipe_gets_a_name_that_none_has_and_a_server_only_so_many(ctx: Context) -> None:
    named = WHOLE.named("Brainstorm")
    assert [(await prepared(ctx, named)).slug for _ in range(2)] == ["brainstorm-2", "brainstorm-3"]
    for rank in range(MOST - 2):
        await prepared(ctx, by=Actor(1000 + rank // MOST_OF_ONE, "Awa"))
    with refused("recipe.too_many"):
        await prepared(ctx)
    await prepared(ctx, server=SERVER + 1)


async def test_one_person_does_not_fill_the_recipes_of_a_server(ctx: Context) -> None:
    made = [await prepared(ctx) for _ in range(MOST_OF_ONE)]
    with refused("recipe.too_many_of_one"):
        await prepared(ctx)
    await prepared(ctx, by=ALIX)
    await prepared(ctx, server=SERVER + 1)
    await recipes.delete(ctx, SERVER, made[0].id, NOUR)
    await prepared(ctx)


async def test_sessions_are_offered_what_was_saved_until_it_is_saved_again(ctx: Context) -> None:
    made = await prepared(ctx)
    assert await recipes.offered(ctx, SERVER) == []
    saved = await recipes.save(ctx, SERVER, made.id, NOUR, NOW)
    assert not saved.pending
    changed = await recipes.change(
        ctx, SERVER, made.id, NOUR, "steps", ALWAYS, lambda s: s.added(usual_step("vote")), NOW
    )
    assert changed.pending
    ((_, offered),) = await recipes.offered(ctx, SERVER)
    assert offered == WHOLE.whole()
    assert await recipes.saved_one(ctx, SERVER, made.id) == offered
    assert await recipes.saved_one(ctx, SERVER + 1, made.id) is None
    await recipes.delete(ctx, SERVER, made.id, NOUR)
    assert await recipes.offered(ctx, SERVER) == []


async def test_a_recipe_is_its_authors_and_the_managers(ctx: Context) -> None:
    made = await prepared(ctx)
    with refused("recipe.not_yours"):
        await recipes.open_bench(ctx, SERVER, made.id, ALIX)
    assert await recipes.source(ctx, SERVER, made.slug, ALIX, FR) is None, "a draft of another's"
    await recipes.save(ctx, SERVER, made.id, MANAGER, NOW)
    begun = await recipes.source(ctx, SERVER, made.slug, ALIX, FR)
    assert begun is not None
    assert begun.whole() == WHOLE.whole()
    with refused("recipe.gone"):
        await recipes.open_bench(ctx, SERVER + 1, made.id, MANAGER)


async def test_two_changes_of_the_same_step_do_not_undo_each_other(ctx: Context) -> None:
    made = await prepared(ctx)
    plan = {**WHOLE.steps[0].plan, "minutes": 9}

    async def change(minutes: int) -> Prepared:
        return await recipes.change(
            ctx,
            SERVER,
            made.id,
            NOUR,
            "step 1",
            made.revision,
            lambda sketch: sketch.planned(1, {**plan, "minutes": minutes}),
            NOW,
        )

    await change(9)
    assert (await change(9)).revision == 1, "the same form twice"
    with refused("recipe.changed"):
        await change(7)


async def test_a_recipe_cannot_outgrow_its_file(ctx: Context) -> None:
    huge = {"options": [{"fr": "x" * 200, "en": "x" * 200}] * 400}
    made = await prepared(ctx, WHOLE.added(usual_step("vote")))
    with refused("recipe.too_big"):
        await recipes.change(
            ctx, SERVER, made.id, NOUR, "step 2", ALWAYS, lambda s: s.planned(2, huge), NOW
        )


def test_every_setting_has_its_words_and_no_word_is_left_over() -> None:
    said: set[str] = set()
    for language in Language:
        t = catalogue(language)
        forms = [("recipe", items) for items in HEADING.values()]
        for kind in STEP_KINDS:
            forms += [(owner(kind, form), items) for form, items in forms_of(kind).items()]
        for of, items in forms:
            for item in items:
                assert len(words.label(of, item, t)) <= 45, f"{of}.{item.name}: cut in a form"
                hint = words.hint(of, item, t)
                assert hint is None or len(hint) <= 100, f"{of}.{item.name}_hint: cut in a form"
                said |= {f"setting.{of}.{item.name}", f"setting.{of}.{item.name}_hint"}
                if isinstance(item.shape, Choice):
                    for _, name in item.shape.offered:
                        assert len(words.choice(of, item, name, t)) <= 100
                        said.add(f"setting.{of}.{item.name}_{name}")
                if isinstance(item.shape, Flags):
                    for field in item.fields:
                        assert len(words.flag(of, field, t)) <= 100
                        said.add(f"setting.{of}.{field}_yes")
        unused = {key for key in t.sentences if key.startswith("setting.")} - said
        assert not unused, f"no setting says {sorted(unused)}: data/locale/*/recipes.po"
