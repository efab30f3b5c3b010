"""Offers and their answers: the list, and the page of one offer with every step it can take now."""

from collections.abc import Callable
from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from beds.domain.errors import BadInput, DoubleBooking
from beds.domain.messages import N_, _
from beds.domain.steps import NotNow, OfferStep
from beds.services.deed import Done
from beds.services.offer.accept import accept
from beds.services.offer.decline import decline
from beds.services.offer.lapse import expire, no_arrival
from beds.services.offer.show import Offer, offers
from beds.services.offer.withdraw import withdraw
from beds.services.opening import NotFound
from beds.services.reasons import Reason, reasons
from beds.services.stay.begin import begin
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.forms.allocation import BeginForm, DeclineForm, NoteForm, StepForm, WithdrawForm
from beds.web.forms.base import version_told
from beds.web.pages.allocation.blueprint import page
from beds.web.pages.allocation.looking import words
from beds.web.paging import paged
from beds.web.telling import refuse, tell

REFUSED = (NotNow, BadInput, DoubleBooking)
FORMS: dict[OfferStep, type[StepForm]] = {
    "accept": StepForm, "decline": DeclineForm, "withdraw": WithdrawForm, "expire": StepForm, "no_arrival": NoteForm,
    "begin": BeginForm,
}  # fmt: skip
STEPS: dict[str, tuple[OfferStep, ...]] = {
    "made": ("accept", "decline", "expire", "withdraw"),
    "accepted": ("begin", "no_arrival", "decline", "withdraw"),
}
"""What may happen next to an open offer, the likeliest first."""
EFFECTS = {
    "avoid_scheme": N_("she is no longer proposed this scheme"),
    "pause": N_("she is proposed nothing until a day"),
    "none": N_("she is not proposed this bed again this week"),
}


@page.get("/allocation/offers")
@needs("see_people")
def list_offers() -> str:
    every = request.args.get("all") == "yes"
    found = offers(store(), actor(), only_open=not every)
    shown = paged(list(reversed(found)) if every else found)
    return render_template("pages/allocation/offers.html", offers=shown, every=every, **words())


@page.get("/allocation/offers/<int:offer>")
@needs("see_people")
def show_offer(offer: int) -> str:
    return _page(_found(offer))


@page.post("/allocation/offers/<int:offer>/accept")
@needs("decide")
def accept_offer(offer: int) -> Response | tuple[str, int]:
    # What follows is the button on the page to which this leads.
    return _take(offer, "accept", lambda _form, on, version: accept(store(), actor(), offer, on, version=version))


@page.post("/allocation/offers/<int:offer>/decline")
@needs("decide")
def decline_offer(offer: int) -> Response | tuple[str, int]:
    return _take(
        offer, "decline",
        lambda form, on, version: decline(
            store(), actor(), offer, on, form["reason"].data, note=form["note"].data or "", until=form["until"].data,
            version=version,
        ),
    )  # fmt: skip


@page.post("/allocation/offers/<int:offer>/withdraw")
@needs("decide")
def withdraw_offer(offer: int) -> Response | tuple[str, int]:
    return _take(
        offer, "withdraw",
        lambda form, on, version: withdraw(
            store(), actor(), offer, on, form["reason"].data, note=form["note"].data or "", version=version
        ),
    )  # fmt: skip


@page.post("/allocation/offers/<int:offer>/expire")
@needs("decide")
def expire_offer(offer: int) -> Response | tuple[str, int]:
    return _take(offer, "expire", lambda _form, on, version: expire(store(), actor(), offer, on, version=version))


@page.post("/allocation/offers/<int:offer>/no-arrival")
@needs("decide")
def no_arrival_offer(offer: int) -> Response | tuple[str, int]:
    return _take(
        offer, "no_arrival",
        lambda form, on, version: no_arrival(
            store(), actor(), offer, on, note=form["note"].data or "", version=version
        ),
    )  # fmt: skip


@page.post("/allocation/offers/<int:offer>/begin")
@needs("change_stays")
def begin_stay(offer: int) -> Response | tuple[str, int]:
    return _take(
        offer, "begin",
        lambda form, on, version: begin(
            store(), actor(), offer, form["on"].data or on, early=form["early"].data or "", version=version
        ),
    )  # fmt: skip


def _take(
    offer_id: int, step: OfferStep, use_case: Callable[[StepForm, date, int | None], Done]
) -> Response | tuple[str, int]:
    """Takes a step and tells it; where it cannot be taken, the page again with why."""
    offer, form = _found(offer_id), FORMS[step](prefix=step)
    if form.validate_on_submit():
        version = version_told(form.version.data)
        try:
            done = use_case(form, settings().today(), version)
        except REFUSED as refused:
            refuse(form, refused)
        else:
            tell(done, follows=step != "accept")
            return redirect(url_for("allocation.show_offer", offer=offer_id), code=303)
    return _page(offer, {step: form}), 422


def _found(offer_id: int) -> Offer:
    for one in offers(store(), actor(), only_open=False):
        if one.offer_id == offer_id:
            return one
    raise NotFound(_("There is no offer %(offer)s.", offer=offer_id))


def _page(offer: Offer, tried: dict[OfferStep, StepForm] | None = None) -> str:
    forms: dict[OfferStep, StepForm] = {}
    for step in STEPS.get(offer.status, ()):
        form = (tried or {}).get(step)
        if form is None:
            form = FORMS[step](formdata=None, prefix=step)
            form.version.data = str(offer.version)
            if isinstance(form, BeginForm):
                form.on.data = settings().today()
        forms[step] = form
    declines = [(reason.code, _told(reason)) for reason in reasons(store(), actor(), "decline")]
    decisions = [(reason.code, reason.text) for reason in reasons(store(), actor(), "decision")]
    return render_template(
        "pages/allocation/offer.html", offer=offer, forms=forms, tried=next(iter((tried or {}).values()), None),
        declines=[("", _("Choose")), *declines], decisions=[("", _("Choose")), *decisions], **words(),
    )  # fmt: skip


def _told(reason: Reason) -> str:
    """A reason to decline with whose it is and what it does."""
    told = {"reason": reason.text, "effect": _(EFFECTS.get(reason.effect, EFFECTS["none"]))}
    if reason.side == "provider":
        return _("The provider: %(reason)s – %(effect)s", **told)
    return _("She: %(reason)s – %(effect)s", **told)
