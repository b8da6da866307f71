"""How much about a quote is left for a person to decide: the order of the review queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from models import Quote

DoubtCode = Literal["unsure_quote", "open_speaker", "unsure_stance", "warnings"]
DOUBT_CODES: Final[tuple[DoubtCode, ...]] = ("unsure_quote", "open_speaker", "unsure_stance", "warnings")

_UNSURE_QUOTE: Final = 100
_OPEN_SPEAKER: Final = 25
_UNSURE_STANCE: Final = 50
_WARNINGS: Final = 5


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that may be wrong; `points` is more than 0. `target` is the slug of the least sure stance's."""

    code: DoubtCode
    points: int
    target: str | None = None


def weigh_doubt(quote: Quote) -> list[Doubt]:
    """What may be wrong with a quote and its stances, as the machine says itself, in the order of DOUBT_CODES.

    100 points times the chance that its bounds or its speaker are wrong; 25 where nobody is named but candidates
    are; 50 times the chance that the least sure of the machine's stances is wrong; 5 where the article was read with
    warnings. Loads the quote's revision.
    """
    stances = [stance for stance in quote.stances if stance.decided_by == "machine"]
    least = min(stances, key=lambda stance: stance.confidence, default=None)
    weighed = [
        Doubt("unsure_quote", round(_UNSURE_QUOTE * (1 - quote.confidence))),
        Doubt("open_speaker", _OPEN_SPEAKER if _is_open(quote) else 0),
        Doubt("unsure_stance", 0)
        if least is None
        else Doubt("unsure_stance", round(_UNSURE_STANCE * (1 - least.confidence)), least.target.slug),
        Doubt("warnings", _WARNINGS if quote.revision.warnings else 0),
    ]
    return [doubt for doubt in weighed if doubt.points > 0]


def measure_doubt(quote: Quote) -> int:
    """The points of all doubts about a quote, 0 to 180."""
    return sum(doubt.points for doubt in weigh_doubt(quote))


def _is_open(quote: Quote) -> bool:
    return quote.no_speaker_reason is not None and bool(quote.speaker_candidates)
