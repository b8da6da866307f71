"""Articles in which [brackets] mark what names a speaker and {braces} what is said."""

from attribution.extraction import Span
from attribution.speakers.coreference import Resolution, SourceInContext, resolve_speakers
from attribution.speakers.mentions import find_mentions
from attribution.text.document import read_document


def resolve(marked: str) -> tuple[Resolution, ...]:
    """Resolutions for the marked sources, in text order; the nearest content not yet taken is each one's."""
    text, sources, contents = read_marks(marked)
    document = read_document(text)
    paired: list[SourceInContext] = []
    free = list(contents)
    for source in sources:
        outside = [span for span in free if not span.start <= source.start < span.end]
        content = min(outside, key=lambda span: abs(span.start - source.start), default=None)
        if content is not None:
            free.remove(content)
        paired.append(SourceInContext((source,), (content,) if content else ()))
    return resolve_speakers(document, find_mentions(document), paired)


def read_marks(marked: str) -> tuple[str, list[Span], list[Span]]:
    text = ""
    opened: list[int] = []
    sources: list[Span] = []
    contents: list[Span] = []
    for character in marked:
        if character in "[{":
            opened.append(len(text))
        elif character == "]":
            sources.append(Span(opened.pop(), len(text)))
        elif character == "}":
            contents.append(Span(opened.pop(), len(text)))
        else:
            text += character
    return text, sorted(sources), sorted(contents)


def names(marked: str) -> list[str | None]:
    return [resolution.speaker.name if resolution.speaker else None for resolution in resolve(marked)]
