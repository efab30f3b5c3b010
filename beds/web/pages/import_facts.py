"""Upload: a workbook or CSV files; every fault at its cell; what would change; then all of it or nothing."""

from datetime import date
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_wtf.file import MultipleFileField
from werkzeug.wrappers import Response
from wtforms import BooleanField

from beds.domain.errors import BadInput, StaleEdit
from beds.domain.messages import N_, _
from beds.services.access_log import looked
from beds.services.annotate import annotated_workbook
from beds.services.import_facts import Preview, carry_out, preview_import
from beds.services.import_words import counts, kept_aside, told
from beds.services.uploads import UploadRefused, find_upload, keep_upload, remove_upload
from beds.web.access import needs
from beds.web.accounts import actor, session_token, settings, store
from beds.web.forms.base import Form
from beds.web.forms.days import DayField

page = Blueprint("import", __name__)
SHOWN = 200
"""How many rows of a list stand on the page; a workbook holds all of its faults."""
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(Form):
    """The files, the day for which they hold, and what becomes of decisions that they leave out."""

    files = MultipleFileField(N_("Workbook or CSV files"))
    on = DayField(N_("The day for which they hold"))
    withdraw = BooleanField(N_("Take back decisions that the files leave out"))


class ConfirmForm(Form):
    """Nothing but the token; what is confirmed stands in the address and in the mark."""


@page.get("/import")
@needs("import_facts")
def show() -> str:
    form = UploadForm(formdata=None, on=settings().today())
    return render_template("pages/import.html", form=form, waiting=find_upload(session_token()))


@page.post("/import")
@needs("import_facts")
def submit() -> Response | tuple[str, int]:
    form = UploadForm()
    if form.validate_on_submit():
        sent = {file.filename or "": file.read() for file in form.files.data or [] if file and file.filename}
        try:
            keep_upload(session_token(), sent)
        except UploadRefused as refused:
            form.refuse(str(refused), form.files)
        else:
            on = form.on.data or settings().today()
            withdraw = 1 if form.withdraw.data else None
            return redirect(url_for("import.preview", on=on.isoformat(), withdraw=withdraw), code=303)
    return render_template("pages/import.html", form=form, waiting=None), 422


@page.get("/import/preview")
@needs("import_facts")
def preview() -> Response | str:
    upload = find_upload(session_token())
    if upload is None:
        return redirect(url_for("import.show"))
    looked(store(), actor(), "import")
    asked: dict[str, Any] = {"upload": upload, "on": _day(), "shown": SHOWN, "form": ConfirmForm(formdata=None)}
    try:
        found = _preview()
    except BadInput as error:
        return render_template("pages/import_faults.html", faults=error.faults, warnings=error.warnings, **asked)
    assert found is not None
    return render_template(
        "pages/import_preview.html", preview=found, counts=counts(found), told=told(found), aside=kept_aside(found),
        **asked,
    )  # fmt: skip


@page.get("/import/marked")
@needs("import_facts")
def marked() -> Response:
    upload = find_upload(session_token())
    if upload is None:
        return redirect(url_for("import.show"))
    content = annotated_workbook(store(), actor(), upload.source, _day())
    name = f"{upload.source.stem}-marked.xlsx"
    return send_file(BytesIO(content), SPREADSHEET, as_attachment=True, download_name=name)


@page.post("/import/store")
@needs("import_facts")
def confirm() -> Response:
    found = _preview()
    if found is None:
        flash(_("The upload is not there any more: it is kept for an hour. Nothing was stored. Upload it again."))
        return redirect(url_for("import.show"), code=303)
    if found.mark != request.form.get("mark"):
        raise StaleEdit(_("The database has changed since the preview. Nothing was stored; import again."))
    carry_out(store(), actor(), found)
    remove_upload(session_token())
    flash(_("All of it is stored."), "success")
    return redirect(url_for("import.show"), code=303)


@page.post("/import/remove")
@needs("import_facts")
def remove() -> Response:
    remove_upload(session_token())
    flash(_("The upload was removed. Nothing was stored."))
    return redirect(url_for("import.show"), code=303)


def _preview() -> Preview | None:
    upload = find_upload(session_token())
    if upload is None:
        return None
    withdraw = request.args.get("withdraw") == "1"
    return preview_import(store(), actor(), upload.source, _day(), withdraw_missing=withdraw)


def _day() -> date:
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return settings().today()
