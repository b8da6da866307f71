"""What became of the lines of an upload."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.problems import ProblemSchema

UPLOAD_EXAMPLE = (
    '{"url":"https://news.example/bridge","text":"“The bridge stays open,” Mara Velden, foreign minister of Torland, said'
    ' on Monday."}\n'
    '{"title":"Harbour to close","text":"Jonas Arkwright said the harbour would close."}\n'
)
RESULTS_EXAMPLE = (
    '{"line":1,"status":"created","id":13,"revised":false,"links":{"self":"/v1/articles/13"}}\n'
    '{"line":2,"status":"existing","id":7,"revised":false,"links":{"self":"/v1/articles/7"}}\n'
    '{"line":3,"status":"invalid","problem":{"type":"/problems/invalid-input","title":"The request has invalid values",'
    '"status":422,"detail":"The request has values that cannot be accepted; `errors` lists them.","errors":[{"pointer":'
    '"/colour","detail":"Unknown field."}],"request_id":"6fbc1d0b3f5e4a0f9a51c3d2e7b84c10"}}\n'
)


class ImportedArticleLinksSchema(Schema):
    """Where to go from an imported article."""

    self = fields.String(required=True)


class ImportedLineSchema(Schema):
    """What became of one line: an article's number and address, or the problem that stood in its way."""

    line = fields.Integer(required=True, metadata={"description": "Its number in the upload, from 1."})
    status = fields.String(
        required=True,
        validate=validate.OneOf(("created", "existing", "invalid", "failed")),
        metadata={
            "description": "`created`: the article is new. `existing`: it was there already. `invalid`: the line "
            "cannot be accepted as it is. `failed`: it could not be stored this time; sent again later, it may be."
        },
    )
    id = fields.Integer(metadata={"description": "Of the article."})
    revised = fields.Boolean(
        metadata={"description": "Whether an existing article got a new revision: another text or title."}
    )
    links = fields.Nested(ImportedArticleLinksSchema)
    problem = fields.Nested(
        ProblemSchema, metadata={"description": "As the article alone would have been answered with."}
    )
