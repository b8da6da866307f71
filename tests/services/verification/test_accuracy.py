"""How often the status is right, on 300 authentic and 400 altered quotations made of invented sayings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from models import SessionFactory
from services.verification.quotation import verify_quote
from tests.services.verification.quotations import QuotationSet
from tests.services.verification.sayings import FIRST_HALF, SECOND_HALF, Saying

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("half", [FIRST_HALF, SECOND_HALF], ids=["tuned_on", "held_out"])
def test_at_least_97_in_100_are_right(
    sessions: SessionFactory, writing_sessions: SessionFactory, half: Sequence[Saying]
) -> None:
    made = QuotationSet(half, seed=5)
    with writing_sessions.begin() as session:
        made.store(session)
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    speakers_right: list[bool] = []
    wrong: list[str] = []
    with sessions() as session:
        for quotation in [*made.authentic(150), *made.altered(200)]:
            answer = verify_quote(session, quotation.text)
            asked[quotation.kind] += 1
            if answer.status == quotation.status:
                right[quotation.kind] += 1
            else:
                wrong.append(f"{quotation.kind}: {answer.status}, not {quotation.status}: {quotation.text}")
            if answer.status in ("exact", "partial"):
                named = [speaker.name for speaker in answer.said_by]
                speakers_right.append(quotation.speaker in named)
                if quotation.speaker not in named:
                    wrong.append(f"{quotation.kind}: {named}, not {quotation.speaker}: {quotation.text}")
    report = "\n".join([*(f"{kind}: {right[kind]} of {asked[kind]}" for kind in asked), *wrong])
    print(report)  # noqa: T201 (shown with -rP)
    assert right.total() >= 0.97 * asked.total(), report
    # Not of what was altered: people say nearly the same here, and the alteration may be nearer to another's words.
    assert sum(speakers_right) >= 0.97 * len(speakers_right), report
