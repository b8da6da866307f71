"""Which quotes of a speaker are one, carried by several articles."""
