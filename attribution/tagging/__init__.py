"""Finds the parts of attributions: content, cue and source. A trained network does it, behind `Tagger`."""
