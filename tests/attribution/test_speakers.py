from __future__ import annotations

import pytest

from onrecord.reader import Reader

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def speaker_of(reader: Reader, text: str, words: str) -> str | None:
    found = next(s for s in reader.read(text).statements if any(words in span.exact for span in s.content))
    return found.speaker.name if found.speaker else None


def test_he_beside_a_cue_is_the_last_speaker_not_one_he_speaks_about(reader: Reader) -> None:
    text = (
        "Norway expelled Iceland's ambassador on Monday.\n\n"
        "Foreign Minister Olav Brekke said the ambassador, Jon Palsson, had a day to leave. "
        "“We asked for answers and had none,” he said."
    )
    assert speaker_of(reader, text, "We asked for answers") == "Olav Brekke"


def test_he_is_whom_the_narrator_has_named_since(reader: Reader) -> None:
    text = (
        "Foreign Minister Olav Brekke said the talks had failed. "
        "Ambassador Jon Palsson left the hall at noon. “I will be back,” he said."
    )
    assert speaker_of(reader, text, "I will be back") == "Jon Palsson"


def test_she_is_not_a_man(reader: Reader) -> None:
    text = (
        "President Olav Brekke said he had met Minister Anna Lind and that she would resign. "
        "“I have decided nothing,” she said."
    )
    assert speaker_of(reader, text, "I have decided nothing") == "Anna Lind"


def test_participle_has_the_speaker_of_its_verb(reader: Reader) -> None:
    text = "Norway on Monday closed its embassy, accusing Icelandic soldiers of killing two fishermen."
    assert speaker_of(reader, text, "soldiers of killing") == "Norway"


def test_accusation_beside_a_denial_is_an_act_of_its_speaker(reader: Reader) -> None:
    text = "Brekke denied that Norway hides smugglers and accused Iceland of starving the islands."
    events = [e for e in reader.read(text).events if e.type == "ACCUSE"]
    assert [(e.factuality, e.actors[0].exact) for e in events] == [("actual", "Brekke")]


def test_answer_is_what_follows_by_saying(reader: Reader) -> None:
    text = "Brekke replied on Sunday to a post claiming that he was ill by saying, “I feel well today.”"
    answer = next(s for s in reader.read(text).statements if s.speaker and s.speaker.name == "Brekke")
    assert [span.exact for span in answer.content] == ["“I feel well today.”"]
    assert answer.cue[-1].exact == "by saying"
