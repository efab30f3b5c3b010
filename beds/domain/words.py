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
_ROUTES = {
    "SNAP": N_("SNAP"),
    "specialist": N_("specialist service"),
    "outreach": N_("outreach"),
    "internal": N_("internal"),
    "self": N_("by herself"),
    "": N_("not known"),
}
_OUTCOMES = {
    "": N_("not recorded"),
    "moved_phase": N_("moved to another phase"),
    "moved_on": N_("moved on to a home of her own"),
    "returned": N_("returned"),
    "abandoned": N_("left without notice"),
    "evicted": N_("evicted"),
    "hospital": N_("to hospital"),
    "custody": N_("to custody"),
    "died": N_("died"),
    "other": N_("other"),
}
_SCOPES = {
    "room": N_("not in one room"),
    "scheme": N_("not in one scheme"),
    "area": N_("not in one area"),
}
_OFFERS = {
    "made": N_("made"),
    "accepted": N_("accepted"),
    "declined": N_("declined"),
    "withdrawn": N_("withdrawn"),
    "expired": N_("expired"),
    "did_not_arrive": N_("accepted, and she did not arrive"),
    "begun": N_("accepted, and the stay has begun"),
}
_ABSENCES = {
    "hospital": N_("in hospital"),
    "custody": N_("in custody"),
    "rehab": N_("in rehabilitation"),
    "other": N_("away"),
}
_DECISIONS = {
    "approved": N_("Proposal approved"),
    "refused": N_("Proposal refused"),
    "amended": N_("Offered by hand"),
    "passed_over": N_("Passed over"),
    "pinned": N_("Pinned"),
    "forbidden": N_("Forbidden"),
    "waived": N_("Rule waived"),
    "withdrawn": N_("Decision taken back"),
    "overruled": N_("Overruled"),
}


def exemption_name(value: str) -> str:
    return _(_EXEMPTIONS[value])


def gender_name(value: str) -> str:
    return _(_GENDERS[value])


def substance_name(value: str) -> str:
    return _(_SUBSTANCES[value])


def route_name(value: str) -> str:
    return _(_ROUTES[value])


def stay_outcome_name(value: str) -> str:
    """How a stay ended."""
    return _(_OUTCOMES[value])


def offer_status_name(value: str) -> str:
    return _(_OFFERS[value])


def absence_name(value: str) -> str:
    """Where somebody is whose bed is held."""
    return _(_ABSENCES[value])


def decision_name(kind: str) -> str:
    return _(_DECISIONS[kind])


def scope_name(scope: str) -> str:
    """How far two people are kept apart."""
    return _(_SCOPES[scope])
