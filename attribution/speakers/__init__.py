"""Who is behind the words that name a source, within one article."""
