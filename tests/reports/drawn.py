"""Sessions worth drawing, and what the fonts of the pictures can show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

import typst

from bot.reports.pictures.drawing import Drawing
from bot.reports.pictures.glyphs import FONTS, can_draw
from bot.reports.pictures.press import TEMPLATES
from bot.reports.record import SessionRecord
from bot.workshop.language import Language
from bot.workshop.postits.postit import PostIt
from bot.workshop.roadmap.grid import Milestone
from tests import builders
from tests.reports.builders import counted, postits, record

DIMENSIONS = ("Projet associatif", "Gouvernance", "Offre de services", "Relations")
IDEA = "Après la crue, nous avons confié les urgences à une équipe libre de décider, n°"

# What people write, and what must be read in a picture of it.
WRITTEN = {
    "French": "Où en est-on ? « Là-bas » : à l'été, cœur, Ÿ, ça coûte 3 €, n° 5 — voilà !",
    "English": "We've got a “shared” truck; it's 50% cheaper & faster...",
    "Greek and Cyrillic": "Συνεργασία και Кооператив",
    "Arabic": "مطبخ مشترك للجميع سنة",
    "Hebrew": "מטבח משותף לכולם",
    "emoji": "👩‍🌾 🏳️‍🌈 👍🏽 🇫🇷 1️⃣ ❤️ 😅 🥕",
    "signs": "a → b ⇒ c ≤ 3 ≠ 4 ≈ 5 ✓ ✗ ★ ☐ • ● ∞ ½",
    "a long word": "a" * 200,
    "an address": "https://exemple.test/une/adresse/qui/ne/finit/pas?page=12&tri=" + "b" * 60,
    "Typst": '#set page(fill: red) $x^2$ *gras* _it_ = titre @ref <label> #eval("1") \\u{41}',
    "Markdown": "**gras** [lien](x) `code` # titre > citation | table |",
    "HTML": "<b>gras</b> <script>alert(1)</script> &lt; &#35; <!-- rien -->",
    "broken": "seul \ud800 ici \udfff et \x00\x07\x1b là \u202eretourné\u202c \ufffe fin",
}

# What the fonts cover beside Latin, Greek, Cyrillic, Arabic and Hebrew.
SCRIPTS = {
    "Devanagari": "हमने रसोई साझा की",
    "Bengali": "আমরা রান্নাঘর ভাগ করি",
    "Gurmukhi": "ਸਾਂਝੀ ਰਸੋਈ",
    "Gujarati": "સહિયારું રસોડું",
    "Odia": "ସାଝା ରୋଷେଇ",
    "Tamil": "பகிர்ந்த சமையலறை",
    "Telugu": "పంచుకున్న వంటగది",
    "Kannada": "ಹಂಚಿದ ಅಡುಗೆಮನೆ",
    "Malayalam": "പങ്കിട്ട അടുക്കള",
    "Sinhala": "හවුල් කුස්සිය",
    "Thai": "ครัวร่วมสำหรับทุกคน",
    "Lao": "ເຮືອນຄົວຮ່ວມ",
    "Burmese": "မျှဝေသော မီးဖိုချောင်",
    "Khmer": "ផ្ទះបាយរួមសម្រាប់ទាំងអស់គ្នា",
    "Tibetan": "ཐབ་ཚང་མཉམ་སྤྱོད",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ",
    "Georgian": "საერთო სამზარეულო",
    "Armenian": "Ընդհանուր խոհանոց",
    "Ethiopic": "የጋራ ወጥ ቤት",
    "Tifinagh": "ⴰⵙⴽⵓⵙⵓ ⵏ ⵜⴰⵎⵓⵏⵜ",
    "NKo": "ߒߞߏ ߘߐ߫",
    "Adlam": "𞤆𞤵𞤤𞤢𞤪",
    "Vai": "ꕙꔤ",
    "Osmanya": "𐒈𐒝𐒑𐒛𐒐𐒘",
    "Ol Chiki": "ᱥᱟᱱᱛᱟᱲᱤ",
    "Syriac": "ܡܛܒܚܐ ܡܫܘܬܦܐ",
    "Thaana": "ބައްދަލު",
    "Cherokee": "ᏣᎳᎩ",
    "Inuktitut": "ᐃᓄᒃᑎᑐᑦ",
    "Chinese": "我们共用一个厨房，大家轮流做饭。",
    "Japanese": "みんなの台所を作りました。カフェも。",
    "Korean": "우리는 부엌을 함께 씁니다",
}


def milestone(
    year: int, dimension: str, statement: str, who: str | None = None, number: int = 1
) -> Milestone:
    return replace(builders.milestone(year, dimension, statement, number=number), who=who)


def notes(texts: Sequence[str], dimensions: Sequence[str] = DIMENSIONS) -> list[PostIt]:
    """Post-its in even lanes, on the wall."""
    found = postits(texts)
    size = -(-len(found) // len(dimensions))
    return [
        replace(postit, dimension=dimensions[rank // size], year=2023 + rank % 8)
        for rank, postit in enumerate(found)
    ]


def workshop(
    texts: Sequence[str] | int = 40,
    *,
    language: Language = Language.FRENCH,
    milestones: Sequence[Milestone] = (),
    voters: int = 12,
) -> SessionRecord:
    """A backcasting with these post-its, or so many, counted votes and a roadmap."""
    if isinstance(texts, int):
        texts = [f"{IDEA} {rank}" for rank in range(texts)]
    on_wall = notes(texts)
    # Ballots that leave two options level in front.
    ballots = [{1: 2, len(on_wall): 2} if len(on_wall) > 1 else {1: 2} for _ in range(voters)]
    return record(
        told=builders.scenario(dimensions=DIMENSIONS),
        language=language,
        postits=on_wall,
        votes={"vote": counted(on_wall, ballots)} if on_wall else {},
        milestones=milestones
        or [
            milestone(2025, "Gouvernance", "Un jury de résidents", "Awa"),
            milestone(2030, "Gouvernance", "Une équipe tournante"),
            milestone(2030, "Relations", "Un numéro à appeler"),
        ],
    )


@cache
def compiler(template: str) -> typst.Compiler:
    """The compiler of a template with the fonts of the program, for other formats than PNG."""
    return typst.Compiler(
        input=str(TEMPLATES / f"{template}.typ"), root=str(TEMPLATES), font_paths=fonts()
    )


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def texts_in(data: object) -> Iterable[str]:
    """Every string that a drawing holds."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts_in(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from texts_in(value)


def without_glyph(drawing: Drawing) -> set[str]:
    """The characters of a drawing that no font has: each would be a box."""
    return {char for text in texts_in(dict(drawing.data)) for char in text if not can_draw(char)}
