"""Events of small texts, with a cast that knows a handful of names."""

import re

import pytest

from onrecord.events import find_events, load_codebook
from onrecord.language.parse import parse
from onrecord.model import Actor, Article, Mention, Span, Statement, TimeExpression, statement_id

pytestmark = pytest.mark.model

COUNTRIES = {
    "Kenya": "KEN", "Kenyan": "KEN", "Somalia": "SOM", "Peru": "PER", "Peruvian": "PER", "Chile": "CHL",
    "Chilean": "CHL", "Norway": "NOR", "Malta": "MLT", "Ecuador": "ECU",
}  # fmt: skip


class Names:
    """Countries by name or demonym anywhere in the phrase."""

    def __init__(self, text: str) -> None:
        self._text = text

    def actor_at(self, start: int, end: int) -> Mention | None:
        exact = self._text[start:end]
        for word in re.findall(r"\w+", exact):
            if word in COUNTRIES:
                actor = Actor.of(COUNTRIES[word], "country", country=COUNTRIES[word])
                return Mention(start=start, end=end, exact=exact, kind="actor", actor=actor, rule="name")
        return None


def events_of(text, content=None):
    article = Article.of(text)
    statements = []
    if content is not None:
        span = Span.of(text, text.index(content), text.index(content) + len(content))
        statements = [
            Statement(id=statement_id("d1:x", (span,), (), ()), kind="indirect", content=(span,), cue=(), source=())
        ]
    return find_events(parse(article), (), Names(text), statements)


def sides(event):
    return (
        event.type,
        [m.actor.country for m in event.actors if m.actor],
        [m.actor.country for m in event.recipients if m.actor],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya bombed a camp in Somalia.", ("ASSAULT", ["KEN"], ["SOM"])),
        ("Somalia was bombed by Kenya.", ("ASSAULT", ["KEN"], ["SOM"])),
        ("Peru and Chile signed a treaty on Friday.", ("SUPPORT", ["PER", "CHL"], [])),
        ("Norway's attack on Malta began at dawn.", ("ASSAULT", ["NOR"], ["MLT"])),
        ("The Peruvian president met his Chilean counterpart.", ("CONSULT", ["PER"], ["CHL"])),
        ("Peru and Chile met in Malta.", ("CONSULT", ["PER", "CHL"], [])),
        ("Sailors from Kenya were freed by Somalia.", ("RETREAT", ["SOM"], ["KEN"])),
        ("Norway was accused by Malta of spying.", ("ACCUSE", ["MLT"], ["NOR"])),
        ("There were threats from Chile that Peru could be cut off.", ("THREATEN", ["CHL"], ["PER"])),
        ("Peru accepted three deportation flights after Chile asked for it.", ("COOPERATE", ["PER"], ["CHL"])),
        ("Chile has imposed a raft of sanctions on Peru.", ("SANCTION", ["CHL"], ["PER"])),
    ],
)
def test_find_events_gives_type_and_sides(text, expected):
    assert expected in [sides(e) for e in events_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya did not attack Somalia.",
        "Kenya never met Somalia.",
        "Peru beat Chile in the final match of the cup after a late goal.",
        "The company raised its prices in the first quarter.",
        "A man stabbed his neighbour in a bar.",
        "Chile attacked the idea of a fixed price.",
        "A spokesman for Peru declined to comment.",
        "Kenya staged a mock attack on Somalia.",
        "No minister of Peru has ever visited Malta.",
        "The report speaks of a lack of condemnation of Chile by Peru.",
    ],
)
def test_find_events_gives_none(text):
    assert not events_of(text)


@pytest.mark.parametrize(
    ("text", "type_", "factuality"),
    [
        ("Kenya will send food to Somalia.", "AGREE", "planned"),
        ("Kenya threatened to bomb Somalia.", "THREATEN", "actual"),
        ("Kenya denied attacking the port of Malta.", "ASSAULT", "denied"),
        ("Peru accused Chile of bombing Ecuador.", "ASSAULT", "alleged"),
        ("Chile denied reports that Peru had attacked Malta.", "ASSAULT", "denied"),
        ("Kenya is preparing to bomb Somalia.", "ASSAULT", "planned"),
        ("Somalia allegedly bombed Kenya.", "ASSAULT", "alleged"),
        ("Peru will not lift the sanctions against Chile.", "REJECT", "actual"),
        ("If Kenya bombed Somalia, the talks would end.", "ASSAULT", "hypothetical"),
        ("Kenya bombed Somalia.", "ASSAULT", "actual"),
    ],
)
def test_find_events_tells_factuality(text, type_, factuality):
    assert (type_, factuality) in [(e.type, e.factuality) for e in events_of(text)]


def test_find_events_refused_act_is_a_rejection_only():
    assert [e.type for e in events_of("Kenya refused to meet Somalia.")] == ["REJECT"]


def test_find_events_told_in_a_statement_is_alleged_on_its_word():
    text = "An officer said Kenya bombed Somalia."
    (event,) = [e for e in events_of(text, content="Kenya bombed Somalia") if e.type == "ASSAULT"]
    assert event.factuality == "alleged"
    assert len(event.according_to) == 1


def test_find_events_told_twice_is_one_with_two_evidence_spans():
    text = "Kenya bombed Somalia. The mayor wept. Kenya bombed Somalia with jets."
    (event,) = [e for e in events_of(text) if e.type == "ASSAULT"]
    assert len(event.evidence) == 2
    assert all(text[s.start : s.end] == s.exact for s in event.evidence)


def test_find_events_one_act_in_two_words_is_one_event():
    events = events_of("Kenya condemned and denounced Somalia.")
    assert [e.type for e in events] == ["ACCUSE"]


def test_find_events_offsets_are_of_the_text():
    text = "Kenya bombed Somalia."
    (event,) = events_of(text)
    assert event.trigger is not None
    assert text[event.trigger.start : event.trigger.end] == "bombed"
    assert event.id.startswith("e1:")
    assert event.why


def test_find_events_dates_an_old_event_by_its_own_words():
    text = "Peru spoke on Monday of the 2017 attack on Chile by Malta."
    article = Article.of(text)
    monday = TimeExpression(start=14, end=20, type="DATE", value="2026-01-12", interval=("2026-01-12", "2026-01-12"))
    year = text.index("2017")
    old = TimeExpression(start=year, end=year + 4, type="DATE", value="2017", interval=("2017-01-01", "2017-12-31"))
    events = find_events(parse(article), (), Names(text), (), times=(monday, old))
    assert [e.date for e in events if e.type == "ASSAULT"] == [old]


def test_find_events_with_another_codebook(tmp_path):
    path = tmp_path / "fines.yaml"
    path.write_text(
        "name: fines\ntypes:\n  FINE: {quad: 4, root15: FINE, intensity: -3, definition: d, example: e}\n"
        "verbs:\n  FINE:\n    - {v: slap, obj: fine, to: on}\n"
    )
    text = "Kenya slapped a fine on Somalia and bombed it."
    events = find_events(parse(Article.of(text)), (), Names(text), (), codebook=load_codebook(path))
    assert [sides(e) for e in events] == [("FINE", ["KEN"], ["SOM"])]
