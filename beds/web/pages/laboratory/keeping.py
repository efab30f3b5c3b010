"""Keeping scenarios: begun anew or sent as a file, copied, shared, retired."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from beds.domain.errors import BadInput
from beds.domain.messages import _
from beds.services.laboratory.copy import copy_scenario
from beds.services.laboratory.keep import keep_present, keep_shipped, keep_text
from beds.services.laboratory.look import one_scenario, scenario_of_link, shipped_list
from beds.services.laboratory.retire import retire_scenario
from beds.services.laboratory.share import share_scenario, unshare_scenario
from beds.web.access import needs
from beds.web.accounts import actor, settings, store
from beds.web.forms.base import version_told
from beds.web.forms.laboratory import BeginForm, CopyForm, UploadForm
from beds.web.pages.laboratory.blueprint import page

PRESENT = "present"
MOST_FAULTS = 100


@page.get("/lab/new")
@needs("keep_scenarios")
def new() -> str:
    begin = request.args.get("begin", PRESENT)
    return _new(BeginForm(formdata=None, begin=begin))


@page.post("/lab/new")
@needs("keep_scenarios")
def begin() -> Response | tuple[str, int]:
    form = BeginForm()
    if form.validate_on_submit():
        try:
            number = _begun(form.begin.data or "", form.name.data or "", form.question.data or "")
        except BadInput as error:
            form.refuse(told(error), form.question if error.faults[0].column == "question" else form.name)
        else:
            return redirect(url_for("lab.change", number=number), code=303)
    return _new(form), 422


@page.post("/lab/upload")
@needs("keep_scenarios")
def upload() -> Response | tuple[str, int]:
    form = UploadForm()
    sent = form.file.data
    faults: tuple[object, ...] = ()
    if not form.validate_on_submit() or not sent:
        form.refuse(_("Choose a scenario file."), form.file)
    else:
        try:
            content = sent.read().decode("utf-8-sig")
            number = keep_text(store(), actor(), content, file=_stem(sent.filename or ""))
        except UnicodeDecodeError:
            form.refuse(_("This is no text in UTF-8."), form.file)
        except BadInput as error:
            form.refuse(_("The file has faults. Nothing was kept."), form.file)
            faults = error.faults
        else:
            return redirect(url_for("lab.one", number=number), code=303)
    return _new(BeginForm(formdata=None, begin=PRESENT), form, faults), 422


@page.post("/lab/<int:number>/copy")
@needs("keep_scenarios")
def copy(number: int) -> Response:
    return _copied(number)


@page.post("/lab/link/<key>/copy")
@needs("keep_scenarios")
def copy_linked(key: str) -> Response:
    return _copied(scenario_of_link(store(), actor(), key).scenario_id)


@page.post("/lab/<int:number>/share")
@needs("keep_scenarios")
def share(number: int) -> Response:
    version = _version()
    if request.form.get("action") == "unshare":
        unshare_scenario(store(), actor(), number, version=version)
        flash(_("The link is taken back. The scenario is yours alone."), "success")
    else:
        share_scenario(store(), actor(), number, version=version)
        flash(_("The scenario is shared. Whoever signs in can open its link."), "success")
    return redirect(url_for("lab.one", number=number), code=303)


@page.post("/lab/<int:number>/retire")
@needs("keep_scenarios")
def retire(number: int) -> Response:
    name = one_scenario(store(), actor(), number).name
    retire_scenario(store(), actor(), number, version=_version())
    flash(_("“%(name)s” is listed no more.", name=name), "success")
    return redirect(url_for("lab.show"), code=303)


def told(error: BadInput) -> str:
    """The sentence of a fault that stands in no file."""
    return " ".join(f"{fault.message[:1].upper()}{fault.message[1:]}." for fault in error.faults)


def _begun(begin: str, name: str, question: str) -> int:
    if begin == PRESENT:
        return keep_present(store(), actor(), settings().today(), name, question=question)
    return keep_shipped(store(), actor(), begin, name, question=question)


def _copied(number: int) -> Response:
    form = CopyForm()
    if form.validate_on_submit():
        try:
            made = copy_scenario(store(), actor(), number, form.name.data or "")
        except BadInput as error:
            flash(told(error))
        else:
            return redirect(url_for("lab.change", number=made), code=303)
    else:
        flash(_("Enter a name for the copy."))
    return redirect(url_for("lab.one", number=number), code=303)


def _new(form: BeginForm, upload: UploadForm | None = None, faults: object = ()) -> str:
    beginnings = [(PRESENT, _("The service as it is now"))]
    beginnings += [(one.name, one.name) for one in shipped_list() if not one.is_check]
    return render_template(
        "pages/laboratory/new.html", form=form, upload=upload or UploadForm(formdata=None), faults=faults,
        beginnings=beginnings, most=MOST_FAULTS,
    )  # fmt: skip


def _version() -> int | None:
    return version_told(request.form.get("version"))


def _stem(name: str) -> str:
    """The last part of a file's name without its ending, for faults to speak of."""
    last = name.replace("\0", "").replace("\\", "/").rpartition("/")[2]
    return last.rpartition(".")[0] or last
