"""How well engines read annotated articles: what is matched with what, and everything that is counted from it."""
