"""Content before its cue: "“…,” Velden said", "“…,” said Velden, “…”", "…, the ministry said"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attribution.tagging.candidates import EDGE_MARKS, STOPS, Candidate, CueInClause, frame_of, propose
from attribution.tagging.clauses import Unit
from attribution.tagging.content_bounds import LOOK_AHEAD, content_end, is_trailing_attribution
from attribution.tagging.cues import cue_word
from attribution.tagging.source_phrases import Source
from attribution.text.quotation_marks import QuotedRegion


def preceding_candidates(
    clause: Sequence[Unit],
    cue: CueInClause,
    source: Source | None,
    quoted_before: Sequence[QuotedRegion],
    next_quoted: Sequence[QuotedRegion],
    *,
    inverted: bool = False,
) -> Iterator[Candidate]:
    if source is None or source.kind in ("subject", "relative"):
        return
    before = cue.verb if inverted else min(source.first, cue.verb)
    after = max(source.last, cue.after) if inverted else cue.after
    frame = "inverted-" if inverted else "before-"
    end = after >= len(clause) or clause[after].word in EDGE_MARKS or clause[after].word in STOPS
    tail = "end" if end else frame_of(clause[after])
    if before == 0:
        if quoted_before:
            around = (*quoted_before, *next_quoted)
            yield from propose(clause, cue, source, [], around, f"{frame}soft-{tail}")
        return
    mark = clause[before - 1]
    if mark.region is None and mark.word not in (",", "—", "–", "--"):
        return
    start = _content_start(clause, before)
    spans = [(start, before)]
    joined = start == 0 and clause[0].region is not None
    if mark.region is None and before < 2:
        return
    reported = mark.region is not None or clause[before - 2].region is not None
    quoted = "quotation" if reported else "comma"
    joining: tuple[QuotedRegion, ...] = tuple(quoted_before) if joined else ()
    follower = _quotation_after(clause, after)
    if follower is not None and not reported and clause[follower - 1].word == ":":
        # “Shortly after, Velden said: “…””: what a colon announces is all she said.
        return
    if follower is not None:
        spans.append((follower, content_end(clause, follower, cue)))
        tail = "quotation"
    elif reported:
        joining += tuple(next_quoted)
    if not inverted and follower is None and not end and is_trailing_attribution(clause, before):
        tail = "closing"
    yield from propose(clause, cue, source, spans, joining, f"{frame}{quoted}-{tail}")


def _quotation_after(clause: Sequence[Unit], after: int) -> int | None:
    for position in range(after, min(len(clause), after + LOOK_AHEAD)):
        if clause[position].region is not None:
            return position if position and clause[position - 1].word in (",", ":", "—", "–") else None
        if not clause[position].capital and cue_word(clause[position].word) is not None:
            return None
    return None


def _content_start(clause: Sequence[Unit], before: int) -> int:
    last = before - 1
    if clause[last].region is None:
        last -= 1
    if last <= 0 or clause[last].region is None:
        return 0
    first = last
    while first > 0 and (clause[first - 1].region is not None or clause[first - 1].word in (",", "and")):
        first -= 1
    if first > 0 and clause[first].word == ",":
        return first + 1
    return 0
