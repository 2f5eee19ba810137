"""What every part of an exported session is made of: strict, bounded, each field described."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

# More than any session makes; what stands beyond is no session.
_MOST = 2**31 - 1
LONGEST_TEXT = 20_000

Number = Annotated[int, Field(ge=0, le=_MOST)]
Whole = Annotated[int, Field(ge=-_MOST, le=_MOST)]
Step = Annotated[int, Field(ge=1, le=10_000, description="The number of the step, from 1.")]
Minutes = Annotated[float, Field(ge=0, le=_MOST)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Moment = datetime
Corrected = Annotated[
    bool, Field(description="Whether those who lead put it right before the summary left.")
]
# What a recipe file, a scenario file or a rule has the shape of: checked by its own model.
Whatever = Mapping[str, Any]


class Part(BaseModel):
    """A part of the document: what is not described here is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
