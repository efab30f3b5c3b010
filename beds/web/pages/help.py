"""Help: the words of the service, what each page is for, and who may do what."""

from flask import Blueprint, render_template

from beds.domain.access import ROLES, holders, role_name
from beds.domain.messages import N_, _
from beds.web.access import everybody

page = Blueprint("help", __name__)

WHAT = (
    (N_("See people, their stays and the record"), holders("see_people")),
    (N_("See a person’s restricted facts: health, groups, places of danger"), holders("see_restricted")),
    (N_("See figures"), holders("see_figures")),
    (N_("Upload facts"), holders("import_facts")),
    (N_("Change people, stays and decisions; make runs"), holders("decide")),
    (N_("Change beds that are out of use"), holders("change_places")),
    (N_("Change the policy"), holders("change_policy")),
    (N_("Try a policy"), holders("try_policy")),
    (N_("Keep scenarios"), holders("keep_scenarios")),
    (N_("Add users, look after the database"), holders("manage_users")),
)


@page.get("/help")
@everybody
def show() -> str:
    roles = [(role, role_name(role)) for role in ROLES]
    columns = [(_("What"), ""), *((name, "") for _role, name in roles)]
    return render_template("pages/help.html", roles=roles, columns=columns, what=WHAT)
