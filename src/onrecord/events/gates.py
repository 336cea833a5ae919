"""Which tellings are events: ordered gates, each a named reason to leave one out."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.events.cast import country_of
from onrecord.events.codebook import Frame
from onrecord.events.draft import Draft

_VERBAL = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "CONCEDE", "THREATEN"})
# Below this an event is not reported. On coped, cameo_coders and up_gsr (dev, November 2026) tried 0.2 to 0.6.
MIN_CONFIDENCE = 0.3
_BINDING = frozenset({"agree", "pledge", "promise", "vow"})
_WEAK_FRAME = 0.6
_SURE_FRAME, _SPECIFIC = 0.8, 2
_NEEDS_RECIPIENT = frozenset({"REJECT", "THREATEN", "ASSAULT"}) | frozenset(
    {"SANCTION", "RETREAT", "AID", "COOPERATE", "COERCE", "SUPPORT", "CONSULT", "ACCUSE"}
)
_PRESS = frozenset({"JRN", "MED", "MDIA"})
_MEETING = frozenset({"meet", "discuss", "negotiate", "gather", "convene", "confer", "hold"})
_LAW = frozenset({"COP", "JUD", "LEG"})


def _has_political_side(draft: Draft, _: Frame) -> bool:
    """Sports, business and private life: no political actor on either side."""
    return draft.politics > 0


def _has_country_or_politics(draft: Draft, frame: Frame) -> bool:
    """A country is named in the sentence, both sides are political though unnamed, or the frame is quite specific."""
    everyone = (*draft.actors, *draft.recipients)
    if any(country_of(m) for m in everyone) or draft.is_near_country or draft.politics > 1:
        return True
    return frame.raw.w >= _SURE_FRAME and frame.demands >= _SPECIFIC and bool(draft.actors)


def _is_not_mere_crime(draft: Draft, _: Frame) -> bool:
    """Police and courts against private people of their own country: crime, not politics."""
    if (
        draft.type not in ("COERCE", "SANCTION", "ACCUSE", "RETREAT", "ASSAULT")
        or draft.politics > 1
        or draft.is_public
    ):
        return True
    actors = [m.actor for m in draft.actors if m.actor is not None]
    if not actors:
        return True
    home = {a.country for a in actors}
    abroad = any(country_of(m) and country_of(m) not in home for m in draft.recipients)
    return abroad or not all(a.sectors and set(a.sectors) <= _LAW for a in actors)


def _verbal_has_both_sides(draft: Draft, frame: Frame) -> bool:
    """Words need a speaker and someone they are aimed at; a threat or a refusal may leave the latter out."""
    if draft.type not in _VERBAL:
        return True
    if not draft.actors:
        return frame.is_noun and bool(draft.recipients) and draft.type in ("THREATEN", "ACCUSE")
    two_countries = draft.type in ("AGREE", "SUPPORT") and len({country_of(m) for m in draft.actors}) > 1
    if draft.recipients or two_countries or (frame.raw.both and len(draft.actors) > 1):
        return draft.type != "REJECT" or draft.has_political_actor
    home = country_of(draft.actors[0])
    if draft.type == "AGREE" and draft.politics > 0 and home and (draft.about is not None or _BINDING & frame.words):
        return True  # "agreed to free the prisoners" tells what is agreed, "offered to lead the way" does not
    return draft.type in ("THREATEN", "REJECT", "CONCEDE") and frame.raw.w >= 0.75 and draft.politics > 0


def _is_likely(draft: Draft, _: Frame) -> bool:
    """The confidence reaches the default."""
    return draft.confidence >= MIN_CONFIDENCE


def _noun_has_enough(draft: Draft, frame: Frame) -> bool:
    """A noun alone ("the talks") tells an event only with both sides, or one side and a light verb."""
    if not frame.is_noun:
        return True
    sides = bool(draft.actors) + bool(draft.recipients)
    if frame.raw.both and len(draft.actors) > 1:
        sides = 2
    return sides == 2 or (sides == 1 and (draft.has_light_verb or frame.raw.w >= 0.65))


def _object_is_someone(draft: Draft, frame: Frame) -> bool:
    """A frame that takes an actor for its object ("released") tells nothing of what it does to figures or films."""
    if frame.is_noun or draft.thing is not None or draft.recipients or draft.type not in _NEEDS_RECIPIENT:
        return True
    return frame.to[0] != "obj" or frame.comp is not None


def _is_no_interview(draft: Draft, _: Frame) -> bool:
    """The press asks, blames and meets people every day: no political event unless it suffers one."""
    actors = [set(m.actor.sectors) for m in draft.actors if m.actor is not None]
    if actors and all(_PRESS & sectors for sectors in actors):
        return False
    everyone = (m.actor.sectors for m in (*draft.actors, *draft.recipients) if m.actor is not None)
    return draft.type not in ("CONSULT", "REJECT") or not any(_PRESS & set(sectors) for sectors in everyone)


def _is_known_if_hypothetical(draft: Draft, _: Frame) -> bool:
    """What might happen is worth telling only between two countries."""
    if draft.factuality != "hypothetical":
        return True
    ours, theirs = ({country_of(m) for m in side} - {None} for side in (draft.actors, draft.recipients))
    return bool(ours and theirs and ours != theirs)


def _meeting_has_two_sides(draft: Draft, frame: Frame) -> bool:
    """Someone political meets someone; a group ("the ministers") may meet among itself."""
    if draft.type != "CONSULT" or frame.is_noun:
        return True
    if not draft.actors or not draft.has_political_actor:
        return False
    if draft.recipients or len(draft.actors) > 1:
        return True
    actor = draft.actors[0].actor
    return actor is not None and actor.kind in ("group", "body", "organisation") and bool(_MEETING & frame.words)


def _is_no_order_at_home(draft: Draft, frame: Frame) -> bool:
    """Who orders his own troops about asks nothing of another side, and who warns his own people threatens nobody."""
    home = {country_of(m) for m in draft.actors}
    abroad = any(country_of(m) and country_of(m) not in home for m in draft.recipients)
    if draft.type == "REQUEST" and "order" in frame.words and not abroad:
        return not any(m.actor is not None and "MIL" in m.actor.sectors for m in draft.recipients)
    return draft.type != "THREATEN" or "warn" not in frame.words or (abroad and draft.about is not None)


def _helper_is_known(draft: Draft, frame: Frame) -> bool:
    """Help and cooperation without a helper ("a reform that offers legal status") is no event."""
    return frame.is_noun or draft.type not in ("AID", "COOPERATE", "SUPPORT") or bool(draft.actors)


def _weak_frame_has_both(draft: Draft, frame: Frame) -> bool:
    """A frame of an everyday verb ("forced", "paid") tells an event only of a political actor and a recipient."""
    return frame.is_noun or frame.raw.w >= _WEAK_FRAME or (draft.has_political_actor and bool(draft.recipients))


def _visit_goes_abroad(draft: Draft, frame: Frame) -> bool:
    """Who goes to his own capital visits nobody, and troops do not visit."""
    if frame.raw.mode != "visit" and "attend" not in frame.words:
        return True
    if frame.is_noun and not draft.recipients:
        return False
    if any(m.actor is not None and m.actor.sectors[:1] == ("MIL",) and not m.actor.office for m in draft.actors):
        return False  # troops that arrive do not visit
    home = {country_of(m) for m in draft.actors}
    return not any(country_of(m) in home for m in draft.recipients if country_of(m))


GATES: tuple[Callable[[Draft, Frame], bool], ...] = (
    _has_political_side,
    _has_country_or_politics,
    _is_not_mere_crime,
    _verbal_has_both_sides,
    _noun_has_enough,
    _meeting_has_two_sides,
    _object_is_someone,
    _is_no_interview,
    _is_known_if_hypothetical,
    _weak_frame_has_both,
    _is_no_order_at_home,
    _helper_is_known,
    _visit_goes_abroad,
    _is_likely,
)
