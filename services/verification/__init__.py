"""Checking a quotation: whether, where and by whom its words were said."""
