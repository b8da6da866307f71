"""What OnRecord does, as verbs: each takes validated data and a database session, and knows no HTTP."""
