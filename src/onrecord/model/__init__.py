"""The data contract: types only; nothing else of ours is imported here."""

from onrecord.model.article import READ_ROLES, Article, Basis, Block, BlockRole, Found, iso_date
from onrecord.model.base import Span, Value, content_id, decode, encode, spans_of
from onrecord.model.entities import Actor, ActorCode, ActorKind, Mention, MentionKind, Place, TimeExpression, TimeType
from onrecord.model.events import Event, EventCode, EventType, Factuality, Quad, event_id
from onrecord.model.record import Producer, Record, Skipped, Stage
from onrecord.model.statements import Channel, SpeechAct, Statement, StatementKind, statement_id

__all__ = [
    "READ_ROLES",
    "Actor",
    "ActorCode",
    "ActorKind",
    "Article",
    "Basis",
    "Block",
    "BlockRole",
    "Channel",
    "Event",
    "EventCode",
    "EventType",
    "Factuality",
    "Found",
    "Mention",
    "MentionKind",
    "Place",
    "Producer",
    "Quad",
    "Record",
    "Skipped",
    "Span",
    "SpeechAct",
    "Stage",
    "Statement",
    "StatementKind",
    "TimeExpression",
    "TimeType",
    "Value",
    "content_id",
    "decode",
    "encode",
    "event_id",
    "iso_date",
    "spans_of",
    "statement_id",
]
