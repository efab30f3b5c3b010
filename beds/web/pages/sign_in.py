"""Signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from beds.domain.messages import N_
from beds.services.sign_in import LONGEST_PASSWORD, SignInLocked, SignInRefused
from beds.web.access import everybody
from beds.web.accounts import sign_in, sign_out, who
from beds.web.forms.base import Form, NoLonger, Required
from beds.web.limits import limiter, sign_in_limit

page = Blueprint("sign_in", __name__)


class SignInForm(Form):
    """User name and password."""

    user = StringField(N_("User name"), [Required(N_("Enter your user name")), NoLonger(100)])
    password = PasswordField(N_("Password"), [Required(N_("Enter your password")), NoLonger(LONGEST_PASSWORD)])


@page.get("/sign-in")
@everybody
def show() -> Response | str:
    if who() is not None:
        return redirect(_back())
    return render_template("pages/sign_in.html", form=SignInForm())


@page.post("/sign-in")
@everybody
@limiter.limit(sign_in_limit)
def submit() -> Response | tuple[str, int]:
    form = SignInForm()
    if form.validate_on_submit():
        try:
            sign_in((form.user.data or "").strip(), form.password.data or "")
        except (SignInRefused, SignInLocked) as refused:
            form.refuse(str(refused))
        else:
            return redirect(_back(), code=303)
    return render_template("pages/sign_in.html", form=form), 422


@page.post("/sign-out")
@everybody
def end() -> Response:
    sign_out()
    return redirect(url_for("sign_in.show"), code=303)


def _back() -> str:
    """Where she wanted to go: an address of this service alone, whatever the link says."""
    asked = request.args.get("next", "")
    parts = urlsplit(asked)
    ours = asked.startswith("/") and not asked.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    return asked if ours and "\\" not in asked else url_for("today.show")
