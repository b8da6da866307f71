"""Whether a speaker is for or against a proposition: quote in, side out, with the words that show it.

A lexical engine behind the interface of a trained one: it reads signs of attitude from a lexicon made by hand
(data/lexicon.json) and has no weights. Read in this order: engine (the entry), proposition (what a target is
about), target_matching (where a quote speaks of it), surroundings and voice (who says it), attitude with governing,
ownership and predicate (what is said of it). A target may have two wordings (wording); proposal says what could
stand beside a proposition, with opposites. `label_pair` answers every pair, with "unrelated" for None.
"""

from attribution.stance.engine import (
    STANCE_ENGINE,
    STANCE_ENGINE_VERSION,
    Stance,
    StanceLabel,
    Target,
    prepare_target,
    stance,
)
from attribution.stance.pair import PairAnswer, PairLabel, label_pair
from attribution.stance.proposal import Proposal, propose
from attribution.stance.wording import is_same_side

__all__ = [
    "STANCE_ENGINE",
    "STANCE_ENGINE_VERSION",
    "PairAnswer",
    "PairLabel",
    "Proposal",
    "Stance",
    "StanceLabel",
    "Target",
    "is_same_side",
    "label_pair",
    "prepare_target",
    "propose",
    "stance",
]
