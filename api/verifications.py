"""/v1/verifications: whether a quotation is what was said."""

from __future__ import annotations

from typing import Any

from api.database import reading_session
from api.resource import Resource
from api.schemas.verifications import NewVerificationSchema, VerificationSchema
from api.verification_representations import represent_verification
from services.verification.quotation import verify_quote

resource = Resource("Verifications", "Whether a quotation is what was said")

_EXAMPLES = {
    "words": {
        "summary": "Words that somebody is said to have said",
        "value": {"text": "The bridge stays shut", "speaker": "Mara Velden"},
    },
    "omission": {
        "summary": "With an omission and an editor's word",
        "value": {"text": "The bridge stays [closed] … and the toll should be abolished"},
    },
}


@resource.operation(
    "POST",
    "/v1/verifications",
    VerificationSchema,
    body=NewVerificationSchema,
    examples=_EXAMPLES,
    meaning="How the words stand to what is stored, and who said them where",
)
def verify_quotation(body: dict[str, Any]) -> dict[str, Any]:
    """Check a quotation against all stored quotes

    Answers whether the words are those of a quote, what was left out, inserted, dropped or changed, who said them
    and in which articles. Marks, case, accents and spacing do not count. Nothing is stored, and nothing is said
    about whether the words are true.
    """
    return represent_verification(verify_quote(reading_session(), body["text"], speaker=body.get("speaker")))
