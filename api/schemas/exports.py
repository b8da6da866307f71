"""What an export takes, and how it looks."""

from __future__ import annotations

from marshmallow import fields

from api.schemas.quote_queries import QuoteFilterSchema

__all__ = ["CSV_EXAMPLE", "NDJSON_EXAMPLE", "CsvQuerySchema", "QuoteFilterSchema"]

CSV_EXAMPLE = (
    "\ufeffid,said_at,speaker,speaker_id,wikidata_qid,mention,type,text,segments,stances,publisher,title,url,article_id,"
    "revision,confidence,engine,engine_version,decided_by,permalink,citation,group,first_appearance\r\n"
    "70,2025-03-27T18:00:00+00:00,Mara Velden,1,,Mara Velden,direct,The bridge stays open,1:22,,Torland Courier,Bridge"
    ' stays open,,4,1,0.97,onrecord,1,machine,https://quotes.example/v1/quotes/70,"Mara Velden, “The bridge stays'
    ' open”, Torland Courier, 2025-03-27, https://quotes.example/v1/quotes/70",70,70\r\n'
)
NDJSON_EXAMPLE = (
    '{"id":70,"type":"direct","text":"The bridge stays open","said_at":"2025-03-27T18:00:00+00:00"}\n'
    '{"end":true,"count":1}\n'
)


class CsvQuerySchema(QuoteFilterSchema):
    """Filters of the quotes to export, and whether the export says where it ends."""

    end = fields.Boolean(
        load_default=False,
        truthy={"true"},
        falsy={"false"},
        metadata={
            "description": "Whether a last record with `end` and the number of quotes shows that the file is whole."
        },
    )
