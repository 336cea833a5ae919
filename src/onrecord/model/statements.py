"""Statement: who said what, in the terms of attribution (source, cue, content)."""

from __future__ import annotations

from typing import Literal

from onrecord.model.base import Span, Value, content_id
from onrecord.model.entities import Actor, TimeExpression

StatementKind = Literal["direct", "indirect", "mixed"]
SpeechAct = Literal[
    "assert", "deny", "accuse", "threaten", "promise", "demand", "propose", "praise", "criticise", "refuse-comment",
    "ask", "announce", "agree", "reject", "warn", "believe", "apologise",
]  # fmt: skip
Channel = Literal[
    "interview", "social-media", "press-conference", "written-statement", "speech", "broadcast", "letter", "document",
    "phone", "report",
]  # fmt: skip


class Statement(Value, frozen=True, kw_only=True):
    """One attribution: a content, the cue that attributes it, and its source.

    Attributes:
        id: `q1:` and a hash of the article's id and the three roles' ranges.
        kind: `direct` (all of the content is between quotation marks), `indirect` (none), `mixed` (part).
        content: What was said; several spans where the text interrupts it.
        cue: The words that attribute it (`said`, `according to`); empty for a quotation that carries on.
        source: The source as written beside it (`he`, `a senior official`); empty where the text has none.
        speaker: Who that is; None where unknown.
        speaker_spans: Mentions of the article that the speaker's name was taken from, when `source` does not name it.
        addressee: Who it was said to; None where the text does not say.
        addressee_spans: Where the text names the addressee.
        act: Speech act.
        channel: Where it was said (`social-media`); None where the text does not say.
        channel_spans: Where the text names the channel.
        said: When it was said; None where the text does not say.
        replies_to: Id of the statement or event of the same article that it answers.
        within: Id of the statement whose content holds this one (nested attribution).
        confidence: 0 to 1, higher is surer; not calibrated unless the producer's model card says so.
        rule: Name of the rule or model that found it.
    """

    id: str
    kind: StatementKind
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: Actor | None = None
    speaker_spans: tuple[Span, ...] = ()
    addressee: Actor | None = None
    addressee_spans: tuple[Span, ...] = ()
    act: SpeechAct | None = None
    channel: Channel | None = None
    channel_spans: tuple[Span, ...] = ()
    said: TimeExpression | None = None
    replies_to: str | None = None
    within: str | None = None
    confidence: float | None = None
    rule: str | None = None


def statement_id(article_id: str, content: tuple[Span, ...], cue: tuple[Span, ...], source: tuple[Span, ...]) -> str:
    """Return the content hash that identifies a statement of one article."""
    ranges = (",".join(f"{s.start}-{s.end}" for s in spans) for spans in (content, cue, source))
    return content_id("q1", (article_id, *ranges))
