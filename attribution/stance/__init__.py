"""Whether a speaker is for or against a proposition: quote in, side out, with the words that show it.

judgement is the entry: it lays what a trained network weighs (network, over the rows of pair_pieces) beside the signs that a lexicon
made by hand gives (signs, with data/lexicon.json). The lexical half reads in this order: proposition (what a target is about),
target_matching (where a quote speaks of it), surroundings and voice (who says it), attitude with governing, ownership and predicate
(what is said of it). A target may have two wordings (wording); proposal says what could stand beside a proposition, with
opposites. `stance` answers for targets that a quote may be about, `label_pair` for every pair, with "unrelated" for None.
"""

from attribution.stance.judgement import (
    STANCE_ENGINE,
    STANCE_ENGINE_VERSION,
    PairAnswer,
    PairLabel,
    Stance,
    label_pair,
    stance,
)
from attribution.stance.network import load_stance_network
from attribution.stance.proposal import Proposal, propose
from attribution.stance.signs import (
    Signs,
    StanceLabel,
    Target,
    may_be_about,
    prepare_target,
    read_signs,
)
from attribution.stance.wording import is_same_side

__all__ = [
    "STANCE_ENGINE",
    "STANCE_ENGINE_VERSION",
    "PairAnswer",
    "PairLabel",
    "Proposal",
    "Signs",
    "Stance",
    "StanceLabel",
    "Target",
    "is_same_side",
    "label_pair",
    "load_stance_network",
    "may_be_about",
    "prepare_target",
    "propose",
    "read_signs",
    "stance",
]
