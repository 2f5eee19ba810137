"""The small groups of a session that comes from its file: who was in them is in none."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.store import Transaction
from bot.store.rows.base import Value
from bot.workshop.transfer.document import Document


async def write_groups(
    tx: Transaction, told: Document, steps: Sequence[int], postits: Sequence[int]
) -> None:
    """Write the groups, then what each wrote and kept of the `postits`, which stand in the order
    of the file. Raises KeyError where a post-it names a group that is not there."""
    groups: dict[tuple[int, int], int] = {}
    for one in told.groups:
        groups[one.step, one.group] = await tx.imports.add_group(
            {
                "step_id": steps[one.step - 1],
                "number": one.group,
                "name": one.name,
                "hosted": int(one.table),
                "merged": json.dumps(list(one.joins)),
            }
        )
    wrote: list[dict[str, Value]] = []
    kept: list[dict[str, Value]] = []
    for postit_id, postit in zip(postits, told.postits, strict=True):
        if postit.group is not None:
            group_id = groups[postit.step, postit.group]
            wrote.append({"postit_id": postit_id, "group_id": group_id, "told": 1})
        kept += [
            {"postit_id": postit_id, "group_id": groups[one.step, one.group]}
            for one in postit.kept_by
        ]
    await tx.imports.add_all("postit_groups", wrote)
    await tx.imports.add_all("group_kept", kept)
