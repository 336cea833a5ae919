"""Who held an office on a date: questions written from the public record; none of them guessed past the table."""

from __future__ import annotations

import datetime as dt

import pytest

from onrecord.resolve.actors import actor, office_holder, person

# John Sullivan was acting secretary; for South Korea in April 2017 the table names no president.
# country, office as an article words it, day, name (None: nobody may be named)
QUESTIONS = """
USA|secretary of state|2015-06-01|John Kerry
USA|secretary of state|2025-06-02|Marco Rubio
USA|secretary of state|2018-04-10|John Sullivan
USA|secretary of state|2012-09-12|Hillary Clinton
USA|president|2017-01-19|Barack Obama
USA|president|2017-01-20|Donald Trump
USA|president|2024-12-31|Joe Biden
USA|vice president|2020-10-07|Mike Pence
USA|defense secretary|2018-06-12|Jim Mattis
USA|national security adviser|2019-02-27|John Bolton
USA|national security adviser|2025-06-02|Marco Rubio
USA|attorney general|2014-12-17|Eric Holder
USA|house speaker|2023-11-01|Mike Johnson
CUB|president|2017-11-25|Raúl Castro
CUB|president|2018-04-20|Miguel Díaz-Canel
CUB|foreign minister|2014-12-17|Bruno Rodríguez
CUB|prime minister|2021-07-11|Manuel Marrero
VEN|president|2013-03-20|Nicolás Maduro
VEN|president|2012-10-07|Hugo Chávez
VEN|foreign minister|2018-05-20|Jorge Arreaza
RUS|president|2010-04-08|Dmitry Medvedev
RUS|prime minister|2019-12-31|Dmitry Medvedev
RUS|foreign minister|2022-02-24|Sergey Lavrov
RUS|defence minister|2024-06-01|Andrei Belousov
UKR|president|2014-02-20|Viktor Yanukovych
UKR|president|2019-09-25|Volodymyr Zelensky
CHN|president|2012-12-31|Hu Jintao
CHN|foreign minister|2023-06-19|Qin Gang
CHN|premier|2020-05-28|Li Keqiang
PRK|supreme leader|2018-06-12|Kim Jong Un
KOR|president|2017-04-01|-
KOR|president|2018-04-27|Moon Jae-in
JPN|prime minister|2012-11-30|Yoshihiko Noda
JPN|prime minister|2020-10-26|Yoshihide Suga
TWN|president|2016-12-02|Tsai Ing-wen
IND|prime minister|2014-05-01|Manmohan Singh
IND|external affairs minister|2016-09-26|Sushma Swaraj
PAK|prime minister|2019-02-27|Imran Khan
AFG|president|2020-02-29|Ashraf Ghani
IRN|president|2013-07-31|Mahmoud Ahmadinejad
IRN|foreign minister|2015-07-14|Mohammad Javad Zarif
IRN|supreme leader|2020-01-08|Ali Khamenei
IRQ|prime minister|2014-06-10|Nouri al-Maliki
SYR|president|2018-04-14|Bashar al-Assad
ISR|prime minister|2021-12-01|Naftali Bennett
ISR|defence minister|2017-03-01|Avigdor Lieberman
PSE|president|2014-07-20|Mahmoud Abbas
SAU|crown prince|2016-01-01|Mohammed bin Nayef
SAU|foreign minister|2018-10-20|Adel al-Jubeir
TUR|prime minister|2014-08-01|Recep Tayyip Erdoğan
TUR|foreign minister|2016-07-16|Mevlüt Çavuşoğlu
EGY|president|2013-07-01|Mohamed Morsi
GBR|prime minister|2016-07-01|David Cameron
GBR|foreign secretary|2016-12-01|Boris Johnson
GBR|prime minister|2022-10-01|Liz Truss
FRA|president|2015-11-13|François Hollande
FRA|foreign minister|2013-09-01|Laurent Fabius
DEU|chancellor|2021-12-01|Angela Merkel
DEU|foreign minister|2017-02-01|Sigmar Gabriel
ITA|prime minister|2018-02-01|Paolo Gentiloni
CAN|prime minister|2014-10-22|Stephen Harper
MEX|president|2018-11-30|Enrique Peña Nieto
BRA|president|2016-03-01|Dilma Rousseff
ARG|president|2015-11-30|Cristina Fernández de Kirchner
COL|president|2016-11-24|Juan Manuel Santos
AUS|prime minister|2018-08-01|Malcolm Turnbull
ZAF|president|2018-02-01|Jacob Zuma
ZWE|president|2017-11-01|Robert Mugabe
-|UN secretary-general|2016-12-01|Ban Ki-moon
-|NATO secretary general|2014-12-01|Jens Stoltenberg
"""


@pytest.mark.parametrize("question", QUESTIONS.split("\n")[1:-1])
def test_office_holder_on_date(question: str) -> None:
    country, office, day, name = question.split("|")
    code = office_holder(None if country == "-" else country, office, dt.date.fromisoformat(day))
    assert (code.name if code else None) == (None if name == "-" else name)


def test_office_holder_past_table_says_as_of() -> None:
    code = office_holder("CUB", "president", dt.date(2040, 1, 1))
    assert code is not None
    assert code.name is None
    assert code.office is None
    assert code.as_of == "2026-01-22"


def test_office_holder_of_unknown_office_is_none() -> None:
    assert office_holder("CUB", "keeper of the seals", dt.date(2020, 1, 1)) is None


def test_person_after_office_is_elite_without_office() -> None:
    code = person("Hillary Clinton", on=dt.date(2018, 5, 1))
    assert code is not None
    assert (code.sector, code.office, code.country) == ("ELI", None, "USA")


def test_person_past_table_keeps_sector_without_office() -> None:
    code = person("Miguel Diaz-Canel", on=dt.date(2039, 5, 1))
    assert code is not None
    assert (code.office, code.as_of) == (None, "2026-01-22")


@pytest.mark.parametrize("name", ["Johnny Obama", "Vladimir Smith", "Xyzzy", "Castro Valley"])
def test_person_is_not_invented(name: str) -> None:
    assert person(name, on=dt.date(2016, 1, 1)) is None


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Erdogan", "Recep Tayyip Erdoğan"),
        ("Hassan Rohani", "Hassan Rouhani"),
        ("Mohammed Javad Zarif", "Mohammad Javad Zarif"),
        ("Aleksandr Lukashenko", "Alexander Lukashenko"),
        ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
        ("Moammar Gadhafi", "Muammar Gaddafi"),
        ("Barack H. Obama", "Barack Obama"),
        ("Joseph Biden", "Joe Biden"),
    ],
)
def test_person_is_found_in_other_spelling(phrase: str, name: str) -> None:
    code = person(phrase, on=dt.date(2019, 9, 1))
    assert code is not None
    assert code.name == name


@pytest.mark.parametrize(
    ("phrase", "country", "kind", "name"),
    [
        ("the Obama administration", "USA", "government", None),
        ("Maduro's government", "VEN", "government", None),
        ("Mr. Putin's spokesman", "RUS", "unnamed", None),
        ("Deputy Foreign Minister Ana de la Torre", None, "person", "Ana de la Torre"),
        ("Elena Prado, a senior official at Chile's foreign ministry", "CHL", "person", "Elena Prado"),
        ("president of the Slovak Olympic Committee", "SVK", "unnamed", None),
        ("a State Department official", "USA", "unnamed", None),
        ("CNN's Clara Mendes", "USA", "person", "Clara Mendes"),
        ("Bolivian website Noticias Altas", "BOL", "organisation", None),
    ],
)
def test_actor_tells_owner_and_unlisted_person(phrase: str, country: str | None, kind: str, name: str | None) -> None:
    code = actor(phrase, on=dt.date(2015, 9, 1))
    assert (code.country, code.kind, code.name) == (country, kind, name)


@pytest.mark.parametrize(
    ("phrase", "country", "name"),
    [
        ("Obama Jr.", None, None),
        ("a Peru expert", None, None),
        ("pro-Russian fighters", None, None),
        ("Judge Kerry", None, None),
        ("Professor Merkel", None, None),
        ("the end of May", None, None),
        ("Trump's tweets", "USA", None),
    ],
)
def test_actor_does_not_overreach(phrase: str, country: str | None, name: str | None) -> None:
    code = actor(phrase, on=dt.date(2018, 3, 1))
    assert (code.country, code.name) == (country, name)


def test_actor_takes_surname_from_context_country() -> None:
    day = dt.date(2018, 3, 1)
    assert actor("Rodriguez", on=day).name is None
    assert actor("Rodriguez", on=day, context="Cuba's foreign ministry in Havana").name == "Bruno Rodríguez"
