"""The forms of the allocation: what is approved, what is decided by hand, and what was answered to an offer."""

from typing import Any

from wtforms import Field, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError

from beds.domain.messages import N_, _
from beds.web.forms.base import Form, NoLonger, Required
from beds.web.forms.days import DayOrBlank

LONGEST_NOTE = 500
LONGEST_ID = 64


class AnyOf(SelectMultipleField):  # type: ignore[misc]  # the library is untyped
    """Ticks whose values the use case checks."""

    def __init__(self, label: str, **settings: Any) -> None:
        super().__init__(label, choices=[], validate_choice=False, **settings)


class ApproveForm(Form):
    """Which beds of a proposal are approved, and what becomes of the rest."""

    version = HiddenField()
    person = AnyOf(N_("Beds to approve"))
    rest = StringField(N_("Those that are not ticked"))
    reason = StringField(N_("Why they are refused"))
    note = TextAreaField(N_("More about the reason (not required)"), [NoLonger(LONGEST_NOTE)])
    reply_by = DayOrBlank(N_("Last day for an answer (not required)"))

    def validate_rest(self, field: Field) -> None:
        if not self.person.data and field.data != "refuse":
            raise ValidationError(_("Tick at least one bed, or choose to refuse those that are not ticked"))

    def validate_reason(self, field: Field) -> None:
        if self.rest.data == "refuse" and not field.data:
            raise ValidationError(_("Choose why they are refused"))


class DecideForm(Form):
    """A decision by hand that the next run keeps to."""

    kind = StringField(N_("What is decided"), [Required(N_("Choose what is decided"))])
    person = StringField(N_("Person"), [Required(N_("Enter the id of the person")), NoLonger(LONGEST_ID)])
    bed = StringField(N_("Bed"), [NoLonger(LONGEST_ID)])
    other = StringField(N_("The other person"), [NoLonger(LONGEST_ID)])
    rule = StringField(N_("Rule"))
    reason = TextAreaField(N_("Why"), [Required(N_("Say why: the reason is kept")), NoLonger(LONGEST_NOTE)])
    until = DayOrBlank(N_("Until (not required)"))

    def validate_bed(self, field: Field) -> None:
        if self.kind.data in ("pin", "forbid") and not (field.data or "").strip():
            raise ValidationError(_("Enter the id of the bed"))

    def validate_other(self, field: Field) -> None:
        if self.kind.data == "swap" and not (field.data or "").strip():
            raise ValidationError(_("Enter the id of the other person"))

    def validate_rule(self, field: Field) -> None:
        if self.kind.data == "waive" and not field.data:
            raise ValidationError(_("Choose the rule"))


class StepForm(Form):
    """A step of an offer that needs nothing more."""

    version = HiddenField()


class DeclineForm(StepForm):
    """A no, with its reason."""

    reason = StringField(N_("Who declines, and why"), [Required(N_("Choose a reason"))])
    until = DayOrBlank(N_("She is back on"))
    note = TextAreaField(N_("More about the reason (not required)"), [NoLonger(LONGEST_NOTE)])


class WithdrawForm(StepForm):
    """The service takes the offer back."""

    reason = StringField(N_("Why it is withdrawn"), [Required(N_("Choose a reason"))])
    note = TextAreaField(N_("More about the reason (not required)"), [NoLonger(LONGEST_NOTE)])


class NoteForm(StepForm):
    """A step with a note."""

    note = TextAreaField(N_("Note (not required)"), [NoLonger(LONGEST_NOTE)])


class BeginForm(StepForm):
    """She moves in."""

    on = DayOrBlank(N_("The day on which she moved in"))
    early = TextAreaField(
        N_("If the bed still rests between two people: why she moves in earlier"), [NoLonger(LONGEST_NOTE)]
    )
