"""A person's forecast in a sentence that can be read out to her: ranges and chances, never a date."""

from typing import TYPE_CHECKING

from beds.domain.messages import _, ngettext
from beds.rules.catalogue import CATALOGUE

if TYPE_CHECKING:
    from beds.services.forecast import PersonForecast

TOLD = 12
"""The weeks within which a sentence tells her chance, where the forecast reaches so far."""


def sentence(one: "PersonForecast", weeks: int) -> str:
    """What came in the runs, in whole tenths; or that no bed is expected, and what stands in the way."""
    if one.wait.low is None:
        return f"{_none_expected(weeks)} {_why_not(one, weeks)}"
    told = min(TOLD, weeks)
    return f"{_came(one.within(told), told)} {_wait(one, weeks)}"


def tenths(share: float) -> str:
    """7 of 10 runs; hardly any run; nearly every run."""
    whole = round(10 * share)
    if share == 0:
        return _("no run")
    if whole == 0:
        return _("hardly any run")
    if whole == 10:
        return _("nearly every run") if share < 1 else _("every run")
    return _("%(tenths)d of 10 runs", tenths=whole)


def _came(share: float, weeks: int) -> str:
    return _("In %(runs)s a bed came by week %(weeks)d.", runs=tenths(share), weeks=weeks)


def _wait(one: "PersonForecast", weeks: int) -> str:
    low, median, high = one.wait.low, one.wait.median, one.wait.high
    stays = _("As long as she stays in the service") if one.lives_here else _("As long as she stays on the list")
    if median is None:
        half = _("%(stays)s, more than half of the runs had none by week %(weeks)d", stays=stays, weeks=weeks)
        if low == 1:
            return half + "."
        return half + _("; 9 of 10 had none before week %(low)d.", low=low)
    if high is None:
        return _(
            "%(stays)s, the middle of the runs was week %(median)d, and 8 of 10 lay between week %(low)d and some time "
            "after week %(weeks)d.",
            stays=stays, median=median, low=low, weeks=weeks,
        )  # fmt: skip
    if low == high:
        return _("%(stays)s, 8 of 10 runs had one in week %(low)d.", stays=stays, low=low)
    return _(
        "%(stays)s, the middle of the runs was week %(median)d, and 8 of 10 lay between weeks %(low)d and %(high)d.",
        stays=stays, median=median, low=low, high=high,
    )  # fmt: skip


def _none_expected(weeks: int) -> str:
    return ngettext(
        "No bed is expected within %(count)d week.", "No bed is expected within %(count)d weeks.", weeks
    )  # fmt: skip


def _why_not(one: "PersonForecast", weeks: int) -> str:
    if not one.beds_sought:
        return _("The service has no bed of a phase that she seeks.")
    if not one.open_beds:
        rules = "; ".join(
            _("%(title)s (%(beds)d of %(all)d beds)", title=_(CATALOGUE[rule].title), beds=beds, all=one.beds_sought)
            for rule, beds in one.in_the_way
        )
        return _("No bed of the phases that she seeks is open to her. In the way: %(rules)s.", rules=rules)
    beds = ngettext("%(count)d bed is open to her", "%(count)d beds are open to her", one.open_beds)
    if not one.may_be_held:
        if not one.workers_there:
            return _("%(beds)s, but no key worker is there, and nobody is placed without one.", beds=beds)
        return _(
            "%(beds)s, but no key worker who covers such a bed shares a language with her, and nobody is placed "
            "without a key worker.",
            beds=beds,
        )
    runs = tenths(one.within(weeks))
    if one.within(weeks) == 0:
        return _("%(beds)s, but in no run was one given to her.", beds=beds)
    return _("%(beds)s, and one came to her in %(runs)s.", beds=beds, runs=runs)
