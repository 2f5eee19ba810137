"""The JSON Schema of an export, as it is published: ``python -m bot.reports.schema`` prints it."""

from __future__ import annotations

import json
import sys

from bot.tally import recount
from bot.workshop.transfer.document import Document


def schema() -> str:
    """Return the schema (Draft 2020-12) as JSON text."""
    made = Document.model_json_schema(mode="validation")
    told = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://gommette.example/{recount.FORMAT}.schema.json",
        **made,
        "title": "A session of Gommette",
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema())
