"""Finding quotes by their words: one interface, one implementation for each database engine."""
