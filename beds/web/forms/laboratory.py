"""The forms of the laboratory beside its levers: where a scenario begins, its name, and what is compared."""

from flask_wtf.file import FileField
from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField

from beds.domain.messages import N_
from beds.web.forms.base import Form, Required


class BeginForm(Form):
    """Where a new scenario begins, and what it is called."""

    begin = StringField(N_("Where to begin"), [Required(N_("Choose where to begin"))])
    name = StringField(N_("What it is called"), [Required(N_("Enter a name"))])
    question = TextAreaField(N_("What it asks (not required)"))


class UploadForm(Form):
    """A scenario file of her own."""

    file = FileField(N_("Scenario file"))


class CopyForm(Form):
    """The name of a copy."""

    name = StringField(N_("What the copy is called"), [Required(N_("Enter a name"))])


class ChangeForm(Form):
    """Name and question; the levers stand beside them."""

    version = HiddenField()
    name = StringField(N_("What it is called"))
    question = TextAreaField(N_("What it asks (not required)"))


class CompareForm(Form):
    """Which scenarios, the one that the others are compared with, and how often each is run."""

    first = StringField(N_("Compare with"), [Required(N_("Choose the scenario that the others are compared with"))])
    others = SelectMultipleField(N_("Scenarios to compare"), choices=[], validate_choice=False)
    replications = StringField(N_("How often each is run"))


class SureForm(Form):
    """Whose answer is tested."""

    scenario = StringField(N_("Whose answer is to be tested"))
