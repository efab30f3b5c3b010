"""Route: some schemes take referrals by certain routes only; people already in the service need no new referral."""

from beds.domain.messages import N_, _
from beds.domain.people import Person
from beds.domain.week import Week
from beds.rules.columns import Crowd, Place, Places, shares_any
from beds.rules.rule import Refused, Rule


def refuses(people: Crowd, places: Places, week: Week) -> Refused:
    listed = places.where(lambda place: bool(place.scheme.routes))
    accepted = shares_any(people, lambda person: (person.route,), places, lambda place: place.scheme.routes)
    internal = people.resident | people.one_of("route", ["internal"])
    return listed & ~accepted & ~internal


def sentence(person: Person, place: Place, week: Week) -> str:
    routes = ", ".join(place.scheme.routes)
    if not person.route:
        return _(
            "%(scheme)s takes referrals by %(routes)s only; the route of this referral is not known.",
            scheme=place.scheme.title,
            routes=routes,
        )
    return _(
        "%(scheme)s takes referrals by %(routes)s only; this referral came by %(route)s.",
        scheme=place.scheme.title,
        routes=routes,
        route=person.route,
    )


RULE = Rule(
    id="route",
    title=N_("Referral route"),
    over="scheme",
    refuses_when=N_(
        "the scheme lists routes and hers is not among them; residents count as internal, and internal "
        "is always accepted"
    ),
    reads=("route", "routes"),
    refuses=refuses,
    sentence=sentence,
)
