import pytest

from onrecord.errors import InputError
from onrecord.events import code_pair

pytestmark = pytest.mark.model

CASES = [
    ("Kenya accused Somalia of sheltering rebels.", "Kenya", "Somalia", "ACCUSE"),
    ("Sanctions were imposed on Belarus by the European Union.", "the European Union", "Belarus", "SANCTION"),
    ("France and Chad signed an agreement on border patrols.", "France", "Chad", "SUPPORT"),
    ("Ghana's foreign minister refused to meet the envoy from Togo.", "Ghana's foreign minister", "Togo", "REJECT"),
    ("Peru will send doctors to Haiti.", "Peru", "Haiti", "AGREE"),
    ("Police in Oslo arrested three Danish activists.", "Police", "three Danish activists", "COERCE"),
    ("The rebels were bombed by Saudi jets after midnight.", "Saudi jets", "The rebels", "ASSAULT"),
    ("Egypt launched an air raid on the camp in Libya.", "Egypt", "Libya", "ASSAULT"),
    ("Chile threatened to cut off gas exports to Bolivia.", "Chile", "Bolivia", "THREATEN"),
    ("Peru rejected Ecuador's demand for talks.", "Peru", "Ecuador", "REJECT"),
    ("Senegal urged Mali to free the detained sailors.", "Senegal", "Mali", "REQUEST"),
    ("Malta recalled its ambassador from Tunisia.", "Malta", "Tunisia", "SANCTION"),
]


@pytest.mark.parametrize(("text", "source", "target", "type_"), CASES)
def test_code_pair_codes_the_relation(text, source, target, type_):
    start, other = text.index(source), text.index(target)
    code = code_pair(text, source=(start, start + len(source)), target=(other, other + len(target)))
    assert code.type == type_
    assert code.trigger is not None
    assert text[code.trigger.start : code.trigger.end] == code.trigger.exact
    assert code.why


def test_code_pair_of_an_empty_text_is_an_input_error():
    with pytest.raises(InputError):
        code_pair("  ", source=(0, 1), target=(1, 2))
