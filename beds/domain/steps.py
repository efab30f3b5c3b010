"""The steps that a row of a proposal and an offer may take, one after another: all of them, explicit."""

from collections.abc import Mapping, Sequence
from typing import Literal

from beds.domain.errors import BedsError
from beds.domain.messages import N_, _

OfferStatus = Literal["made", "accepted", "declined", "withdrawn", "expired", "did_not_arrive", "begun"]
OfferStep = Literal["accept", "decline", "withdraw", "expire", "no_arrival", "begin"]
RowStatus = Literal[
    "proposed", "approved", "refused", "held", "offered", "accepted", "begun", "failed", "superseded"
]  # fmt: skip
RowStep = Literal["approve", "refuse", "offer", "accept", "begin", "fail", "hold", "supersede"]
ProposalStatus = Literal["open", "approved", "partly_approved", "refused", "superseded"]

_OFFER: Mapping[tuple[str, OfferStep], OfferStatus] = {
    ("made", "accept"): "accepted",
    ("made", "decline"): "declined",
    ("made", "withdraw"): "withdrawn",
    ("made", "expire"): "expired",
    # Until she moves in, either side may still think again.
    ("accepted", "decline"): "declined",
    ("accepted", "withdraw"): "withdrawn",
    ("accepted", "no_arrival"): "did_not_arrive",
    ("accepted", "begin"): "begun",
}
_ROW: Mapping[tuple[str, RowStep], RowStatus] = {
    ("proposed", "approve"): "approved",
    ("proposed", "refuse"): "refused",
    ("proposed", "hold"): "held",
    ("proposed", "supersede"): "superseded",
    ("approved", "offer"): "offered",
    ("approved", "hold"): "held",
    ("approved", "supersede"): "superseded",
    ("offered", "accept"): "accepted",
    ("offered", "fail"): "failed",
    ("offered", "hold"): "held",
    ("offered", "supersede"): "superseded",
    ("accepted", "begin"): "begun",
    ("accepted", "fail"): "failed",
    ("accepted", "hold"): "held",
    ("accepted", "supersede"): "superseded",
    ("held", "refuse"): "refused",
    ("held", "fail"): "failed",
    ("held", "supersede"): "superseded",
}
OPEN_OFFERS: tuple[OfferStatus, ...] = ("made", "accepted")
"""While an offer is one of these its bed is kept and she gets no other."""
UNDECIDED: tuple[RowStatus, ...] = ("proposed",)

_STATUS_NAMES = {
    "made": N_("made, without an answer yet"),
    "accepted": N_("accepted"),
    "declined": N_("declined"),
    "withdrawn": N_("withdrawn"),
    "expired": N_("expired"),
    "did_not_arrive": N_("over, because she did not arrive"),
    "begun": N_("begun as a stay"),
    "proposed": N_("proposed"),
    "approved": N_("approved"),
    "refused": N_("refused"),
    "held": N_("held"),
    "offered": N_("offered"),
    "failed": N_("fallen through"),
    "superseded": N_("taken over by a later run"),
    "open": N_("open"),
    "partly_approved": N_("approved in part"),
}
_STEP_NAMES = {
    "accept": N_("accepted"),
    "decline": N_("declined"),
    "withdraw": N_("withdrawn"),
    "expire": N_("let expire"),
    "no_arrival": N_("recorded as no arrival"),
    "begin": N_("begun as a stay"),
    "approve": N_("approved"),
    "refuse": N_("refused"),
    "offer": N_("offered"),
    "fail": N_("recorded as fallen through"),
    "hold": N_("held"),
    "supersede": N_("taken over"),
}


class NotNow(BedsError):
    """It cannot be done as things stand: the sentence says why, and what can be done. Nothing was stored."""

    exit_code = 9


def status_name(status: str) -> str:
    return _(_STATUS_NAMES[status])


def offer_after(status: str, step: OfferStep) -> OfferStatus:
    """What an offer is after a step. Raises :class:`NotNow` where it cannot take it."""
    after = _OFFER.get((status, step))
    if after is None:
        if status in {done for (_before, taken), done in _OFFER.items() if taken == step}:
            raise NotNow(_("The offer is %(status)s already.", status=status_name(status)))
        told = {"status": status_name(status), "step": _(_STEP_NAMES[step])}
        raise NotNow(_("The offer is %(status)s; it cannot be %(step)s.", **told))
    return after


def row_after(status: str, step: RowStep) -> RowStatus:
    """What a row of a proposal is after a step. Raises :class:`NotNow` where it cannot take it."""
    after = _ROW.get((status, step))
    if after is None:
        told = {"status": status_name(status), "step": _(_STEP_NAMES[step])}
        raise NotNow(_("This row of the proposal is %(status)s; it cannot be %(step)s.", **told))
    return after


def may_hold(status: str) -> bool:
    """Whether a row still waits for its bed, so that it is held when the bed does not become free."""
    return (status, "hold") in _ROW


def proposal_after(rows: Sequence[str]) -> ProposalStatus:
    """What a proposal is once some of its beds were decided; ``rows``: where each row with a bed stands."""
    undecided = sum(status in UNDECIDED for status in rows)
    refused = sum(status == "refused" for status in rows)
    if undecided == len(rows):
        return "open"
    if refused == len(rows):
        return "refused"
    return "partly_approved" if undecided or refused else "approved"
