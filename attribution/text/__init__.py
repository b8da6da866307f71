"""A text cut into paragraphs, sentences and tokens, and what stands in its quotation marks."""
