"""A scenario as the text of a file, and back: what people export, share and import.

The file is that of `data/scenarios`. What is written is read back exactly.
"""

from __future__ import annotations

from bot.workshop.reading import read_import, wrong
from bot.workshop.story.checking import faults
from bot.workshop.story.scenario import Scenario
from bot.workshop.story.sketch import Sketch
from bot.workshop.toml import pairs

# Longer, it is no scenario: every text at its limit, in characters of four bytes, makes 124 KiB.
FILE_LIMIT = 128 * 1024


def write_scenario(scenario: Scenario) -> str:
    """Return `scenario` as TOML, in the order in which it is told."""
    head = {
        "title": scenario.title,
        "organisation": scenario.organisation,
        "language": scenario.language.value,
        "origin": scenario.origin,
        "horizon": scenario.horizon,
        "opening": scenario.opening,
        "question": scenario.question,
    }
    parts = [pairs(head)]
    parts += [f"[[anchors]]\n{pairs(anchor.model_dump())}" for anchor in scenario.anchors]
    if scenario.award is not None:
        parts.append(f"[award]\n{pairs(scenario.award.model_dump())}")
    for dimension in scenario.dimensions:
        parts.append(f"[[dimensions]]\n{pairs(dimension.model_dump(exclude_none=True))}")
    if scenario.media is not None:
        parts.append(f"[media]\n{pairs(scenario.media.model_dump())}")
    return "\n".join(parts)


def read_sketch(content: bytes, file: str) -> Sketch:
    """Return the sketch of an imported file; raise DataError, with faults, unless it is right.

    `file` is the name that mistakes give. A sketch and not a scenario: it is to be checked by
    whoever imports it, and its recording may not have come along.
    """
    scenario = read_import(Scenario, content, file)
    sketch = Sketch.of(scenario)
    # Cleaned, a text of invisible characters is empty.
    left = faults(sketch)
    if left:
        raise wrong(file, left)
    return sketch
