"""Who is at the keyboard: the user that ``--as`` or BEDS_USER names; before there are users, whoever opens the file."""

import getpass

from beds.data.settings import Settings
from beds.data.store.store import Store
from beds.domain.access import ROLES, Actor
from beds.domain.errors import NotPermitted
from beds.domain.messages import _


def who(store: Store, named: str = "") -> Actor:
    """The actor of a command.

    Whoever can open the database on the command line is trusted to say who she is. Until the first user is added
    everybody who can open it holds every role, so that a service can be set up.
    """
    name = named or Settings().user
    with store.read() as books:
        if not books.users.any():
            return Actor(name or getpass.getuser(), ROLES)
        if not name:
            raise NotPermitted(_("Who are you? Say it with --as USER, or set BEDS_USER."))
        actor = books.users.actor(name)
    if actor is None:
        raise NotPermitted(_("There is no user “%(user)s”, or she was retired.", user=name))
    return actor
