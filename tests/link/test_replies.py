from __future__ import annotations

import pytest

from onrecord.language import Parsed, parse
from onrecord.link.replies import link_replies
from onrecord.model import Actor, Article, Block, Span, SpeechAct, Statement, statement_id

pytestmark = pytest.mark.model

TEXT = (
    "Prime Minister Ana Marsh warned that the bridge would be closed.\n"
    "She also said the harbour was full.\n"
    "President Jo Pike responded to that ultimatum by vowing that nobody would leave.\n"
    "Pike replied to a post claiming that he was ill by saying that he felt well."
)


def statement(parsed: Parsed, who: str, cue: str, what: str, act: SpeechAct) -> Statement:
    content, word = ((Span.of(TEXT, TEXT.index(part), TEXT.index(part) + len(part)),) for part in (what, cue))
    return Statement(
        id=statement_id(parsed.article.id, content, word, ()),
        kind="indirect",
        content=content,
        cue=word,
        source=(),
        speaker=Actor.of(who, "person"),
        act=act,
    )


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    starts = [0, *(i + 1 for i, c in enumerate(TEXT) if c == "\n")]
    ends = [*(i for i, c in enumerate(TEXT) if c == "\n"), len(TEXT)]
    blocks = tuple(Block(start=s, end=e, role="body") for s, e in zip(starts, ends, strict=True))
    return parse(Article.of(TEXT, blocks=blocks))


def test_answer_is_tied_to_the_named_ultimatum_and_not_to_the_nearer_remark(parsed: Parsed) -> None:
    threat = statement(parsed, "Ana Marsh", "warned", "that the bridge would be closed", "warn")
    remark = statement(parsed, "Ana Marsh", "said", "the harbour was full", "assert")
    answer = statement(parsed, "Jo Pike", "vowing", "that nobody would leave", "promise")
    linked = link_replies(parsed, [threat, remark, answer], [])
    assert [s.replies_to for s in linked] == [None, None, threat.id]


def test_answer_to_a_post_told_in_the_same_clause(parsed: Parsed) -> None:
    post = statement(parsed, "a post", "claiming", "that he was ill", "assert")
    answer = statement(parsed, "Jo Pike", "saying", "that he felt well", "assert")
    assert link_replies(parsed, [post, answer], [])[1].replies_to == post.id


def test_nobody_answers_himself(parsed: Parsed) -> None:
    threat = statement(parsed, "Jo Pike", "warned", "that the bridge would be closed", "warn")
    answer = statement(parsed, "Jo Pike", "vowing", "that nobody would leave", "promise")
    assert link_replies(parsed, [threat, answer], [])[1].replies_to is None


def test_denial_of_a_named_accusation() -> None:
    text = "Ana Marsh accused the port of theft.\nThe port said little.\nThe harbour master denied the accusation."
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    ends = [*(i for i, c in enumerate(text) if c == "\n"), len(text)]
    article = Article.of(
        text, blocks=tuple(Block(start=s, end=e, role="body") for s, e in zip(starts, ends, strict=True))
    )

    def said(who: str, cue: str, what: str, act: SpeechAct) -> Statement:
        content, word = ((Span.of(text, text.index(part), text.index(part) + len(part)),) for part in (what, cue))
        return Statement(
            id=statement_id(article.id, content, word, ()), kind="indirect", content=content, cue=word, source=(),
            speaker=Actor.of(who, "person"), act=act,
        )  # fmt: skip

    accusation = said("Ana Marsh", "accused", "the port of theft", "accuse")
    remark = said("The port", "said", "little", "assert")
    denial = said("The harbour master", "denied", "the accusation", "deny")
    linked = link_replies(parse(article), [accusation, remark, denial], [])
    assert linked[2].replies_to == accusation.id


def test_an_answer_to_something_new_answers_nothing_told_before() -> None:
    text = "Ana Marsh said the port was full.\nJo Pike replied to a reader's letter by saying that he felt well."
    cut = text.index("\n")
    blocks = (Block(start=0, end=cut, role="body"), Block(start=cut + 1, end=len(text), role="body"))
    article = Article.of(text, blocks=blocks)

    def said(who: str, cue: str, what: str) -> Statement:
        content, word = ((Span.of(text, text.index(part), text.index(part) + len(part)),) for part in (what, cue))
        return Statement(
            id=statement_id(article.id, content, word, ()), kind="indirect", content=content, cue=word, source=(),
            speaker=Actor.of(who, "person"), act="assert",
        )  # fmt: skip

    remark, answer = said("Ana Marsh", "said", "the port was full"), said("Jo Pike", "replied", "that he felt well")
    assert link_replies(parse(article), [remark, answer], [])[1].replies_to is None
