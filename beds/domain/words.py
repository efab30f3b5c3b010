"""The words of the exchange format as a reader sees them in a sentence, translatable, said once."""

from beds.domain.messages import N_, _

_EXEMPTIONS = {
    "violence": N_("fled violence"),
    "care_leaver": N_("care leaver"),
    "armed_forces": N_("armed forces"),
    "other": N_("other"),
}
_GENDERS = {
    "woman": N_("woman"),
    "man": N_("man"),
    "non_binary": N_("non-binary"),
    "unknown": N_("not known"),
}
_SUBSTANCES = {
    "active": N_("active use"),
    "in_treatment": N_("in treatment"),
    "abstinent": N_("abstinent"),
}


def exemption_name(value: str) -> str:
    return _(_EXEMPTIONS[value])


def gender_name(value: str) -> str:
    return _(_GENDERS[value])


def substance_name(value: str) -> str:
    return _(_SUBSTANCES[value])
