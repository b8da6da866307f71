"""Finds the parts of attributions: content, cue and source. A trained tagger takes this place behind `Tagger`."""
