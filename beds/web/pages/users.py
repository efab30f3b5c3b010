"""Users, for administrators: who may sign in, in which roles; passwords; signing somebody out everywhere."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, SelectMultipleField, StringField

from beds.domain.access import ROLES, Role, role_name
from beds.domain.errors import BadInput, BedsError
from beds.domain.messages import N_, _
from beds.services.users import (
    LONGEST_PASSWORD,
    AlreadyThere,
    User,
    add_user,
    all_users,
    change_user,
    check_password,
    one_user,
    retire_user,
    set_password,
    sign_user_out,
    take_back_user,
)
from beds.web.access import needs
from beds.web.accounts import actor, store
from beds.web.forms.base import Form, NoLonger, Required

page = Blueprint("users", __name__)


class UserForm(Form):
    """Name and roles."""

    name = StringField(N_("Her name, as others see it"), [NoLonger(100)])
    roles = SelectMultipleField(
        N_("Roles"), [Required(N_("Choose at least one role"))], choices=list(ROLES), validate_choice=False
    )


class NewUserForm(UserForm):
    """A user name and a first password besides."""

    user = StringField(N_("User name"), [Required(N_("Enter a user name")), NoLonger(100)])
    password = PasswordField(N_("First password"), [Required(N_("Enter a password")), NoLonger(LONGEST_PASSWORD)])


class PasswordForm(Form):
    """A new password."""

    password = PasswordField(N_("New password"), [Required(N_("Enter a password")), NoLonger(LONGEST_PASSWORD)])


@page.get("/users")
@needs("manage_users")
def show() -> str:
    return render_template("pages/users.html", users=all_users(store(), actor()))


@page.get("/users/add")
@needs("manage_users")
def add() -> str:
    return render_template("pages/user_add.html", form=NewUserForm(formdata=None), roles=_roles())


@page.post("/users/add")
@needs("manage_users")
def add_one() -> Response | tuple[str, int]:
    form = NewUserForm()
    if form.validate_on_submit():
        user_id = (form.user.data or "").strip()
        try:
            check_password(user_id, form.password.data or "")
        except BadInput as error:
            form.refuse(_told(error), form.password)
        else:
            try:
                add_user(
                    store(), actor(), user_id, _chosen(form), name=(form.name.data or "").strip(),
                    password=form.password.data or "",
                )  # fmt: skip
            except (BadInput, AlreadyThere) as error:
                form.refuse(_told(error), form.user)
            else:
                flash(_("“%(user)s” is added.", user=user_id), "success")
                return redirect(url_for("users.show"), code=303)
    return render_template("pages/user_add.html", form=form, roles=_roles()), 422


@page.get("/users/<path:user_id>")
@needs("manage_users")
def one(user_id: str) -> str:
    return _one(one_user(store(), actor(), user_id))


@page.post("/users/<path:user_id>")
@needs("manage_users")
def act(user_id: str) -> Response | tuple[str, int]:
    """One of the things that can be done to a user; the button says which."""
    user = one_user(store(), actor(), user_id)
    form, password = UserForm(), PasswordForm()
    wanted = request.form.get("action", "")
    try:
        done = _do(wanted, user, form, password)
    except BadInput as error:
        (password if wanted == "password" else form).refuse(
            _told(error), password.password if wanted == "password" else form.roles if wanted == "change" else None
        )
        done = ""
    if done:
        flash(done, "success")
        return redirect(url_for("users.one", user_id=user_id), code=303)
    shown_form = form if wanted != "password" else _form_of(user)
    return _one(user, shown_form, password if wanted == "password" else None), 422


def _do(wanted: str, user: User, form: UserForm, password: PasswordForm) -> str:
    """Does it and says so; blank where the form has faults."""
    if wanted == "change":
        if not form.validate_on_submit():
            return ""
        change_user(store(), actor(), user.user_id, _chosen(form), name=(form.name.data or "").strip())
        return _("Name and roles are stored.")
    if wanted == "password":
        if not password.validate_on_submit():
            return ""
        set_password(store(), actor(), user.user_id, password.password.data or "")
        return _("The new password is stored. She is signed out everywhere.")
    if wanted == "sign-out":
        sign_user_out(store(), actor(), user.user_id)
        return _("She is signed out everywhere.")
    if wanted == "retire":
        retire_user(store(), actor(), user.user_id)
        return _("She can no longer sign in.")
    if wanted == "return":
        take_back_user(store(), actor(), user.user_id)
        return _("She can sign in again.")
    return ""


def _one(user: User, form: UserForm | None = None, password: PasswordForm | None = None) -> str:
    return render_template(
        "pages/user.html", user=user, form=form or _form_of(user), password=password or PasswordForm(formdata=None),
        roles=_roles(), is_self=user.user_id == actor().user_id,
    )  # fmt: skip


def _form_of(user: User) -> UserForm:
    return UserForm(formdata=None, name=user.name, roles=list(user.roles))


def _roles() -> list[tuple[Role, str]]:
    return [(role, role_name(role)) for role in ROLES]


def _chosen(form: UserForm) -> tuple[Role, ...]:
    return tuple(role for role in ROLES if role in (form.roles.data or []))


def _told(error: BedsError) -> str:
    """The sentence of a fault without the place in a file that it does not have."""
    if isinstance(error, BadInput):
        return " ".join(fault.message[:1].upper() + fault.message[1:] + "." for fault in error.faults)
    return str(error)
