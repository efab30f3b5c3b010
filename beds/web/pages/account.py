"""Her own account: her roles, her password, the language of her pages."""

from babel import Locale, UnknownLocaleError
from flask import Blueprint, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from beds.domain.errors import BadInput
from beds.domain.messages import N_, _
from beds.services.users import LONGEST_PASSWORD, WrongPassword, change_own_password, choose_language
from beds.web.access import signed_in
from beds.web.accounts import actor, sign_in, store, who
from beds.web.forms.base import Form, NoLonger, Required
from beds.web.limits import limiter, sign_in_limit
from beds.web.words import RIGHT_TO_LEFT, languages

page = Blueprint("account", __name__)


class OwnPasswordForm(Form):
    """The present password and the new one, twice: nobody sees what she types."""

    old = PasswordField(
        N_("Present password"), [Required(N_("Enter your present password")), NoLonger(LONGEST_PASSWORD)]
    )
    new = PasswordField(N_("New password"), [Required(N_("Enter a new password")), NoLonger(LONGEST_PASSWORD)])
    again = PasswordField(N_("New password again"), [Required(N_("Enter the new password again"))])


class LanguageForm(Form):
    """The tag of a language; blank for what the browser asks for."""

    language = StringField(N_("Language"))


@page.get("/account")
@signed_in
def show() -> str:
    return _page(OwnPasswordForm(formdata=None))


@page.post("/account/password")
@signed_in
@limiter.limit(sign_in_limit)
def password() -> Response | tuple[str, int]:
    form = OwnPasswordForm()
    if form.validate_on_submit():
        if form.new.data != form.again.data:
            form.refuse(_("The new password was typed in two ways."), form.again)
        else:
            user_id, new = actor().user_id, form.new.data or ""
            try:
                change_own_password(store(), actor(), form.old.data or "", new)
            except WrongPassword as error:
                form.refuse(str(error), form.old)
            except BadInput as error:
                form.refuse(
                    " ".join(fault.message[:1].upper() + fault.message[1:] + "." for fault in error.faults), form.new
                )
            else:
                sign_in(user_id, new)
                flash(_("Your password is changed. You are signed out in every other browser."), "success")
                return redirect(url_for("account.show"), code=303)
    return _page(form), 422


@page.post("/account/language")
@signed_in
def language() -> Response:
    form = LanguageForm()
    wanted = form.language.data or ""
    if form.validate_on_submit() and (not wanted or wanted in languages()):
        choose_language(store(), actor(), wanted)
        session["language"] = wanted
        flash(_("The language of your pages is stored."), "success")
    return redirect(url_for("account.show"), code=303)


def _page(form: OwnPasswordForm) -> str:
    somebody = who()
    assert somebody is not None
    offered = [(tag, _name(tag), "rtl" if tag.split("-")[0] in RIGHT_TO_LEFT else "ltr") for tag in languages()]
    return render_template("pages/account.html", form=form, offered=offered, chosen=somebody.language)


def _name(tag: str) -> str:
    """A language by its own name."""
    try:
        return (Locale.parse(tag.replace("-", "_")).display_name or tag).capitalize()
    except (UnknownLocaleError, ValueError):
        return tag
