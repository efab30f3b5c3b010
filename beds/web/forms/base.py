"""The base of every form, and its checks. Labels are marked with N_ and translated where they are drawn."""

from collections.abc import Collection
from typing import Any
from unicodedata import category

from flask_wtf import FlaskForm
from wtforms import Field, PasswordField
from wtforms.validators import StopValidation, ValidationError

from beds.domain.messages import _

LONGEST_NUMBER = 18
"""Digits of a number that a form carries; longer ones are nobody's."""


def written(value: Any) -> Any:
    """Text without signs that nobody can read: what is pasted brings some, which no workbook and no database takes."""
    if not isinstance(value, str):
        return value
    return "".join(" " if category(sign) == "Cc" and sign not in "\r\n\t" else sign for sign in value)


class Form(FlaskForm):  # type: ignore[misc]  # the library is untyped
    """A form whose own words are ours: no sentence of the library ever reaches a reader."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        locales = ()

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            if issubclass(unbound_field.field_class, PasswordField):
                return unbound_field.bind(form=form, **options)
            return unbound_field.bind(form=form, filters=[written], **options)

        def get_translations(self, _form: Any) -> None:
            return None

    @property
    def faults(self) -> list[tuple[str, str]]:
        """The id of each field with a fault and its sentence, in the order of the form."""
        found = [(field.id, str(message)) for field in self for message in field.errors if field.name != "csrf_token"]
        return [*(("", str(message)) for message in self.form_errors), *found]

    def refuse(self, message: str, field: Field | None = None) -> None:
        """Adds a fault that a use case has told; beside a field where it speaks of one."""
        if field is None:
            self.form_errors.append(message)
        else:
            field.errors = [*field.errors, message]


NO_VERSION = -1
"""What nothing ever was: a form that says nonsense is as stale as can be."""


def version_told(text: str | None) -> int | None:
    """The version that a form says was seen: None where it says none, what never was one where it says nonsense."""
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else NO_VERSION


class OneOf:
    """What is chosen is one of what was offered; blank where nothing is chosen."""

    def __init__(self, values: Collection[str]) -> None:
        self.values = values

    def __call__(self, _form: Any, field: Field) -> None:
        if field.data and field.data not in self.values:
            raise ValidationError(_("Choose one of these"))


class Required:
    """Something must be filled in. ``message`` says what, marked with N_."""

    field_flags = {"required": True}  # noqa: RUF012 - the library reads it from the class

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Field) -> None:
        if field.process_errors:
            raise StopValidation  # what was typed has been told to be nothing that can be understood
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            field.errors = []
            raise StopValidation(_(self.message))


class NoLonger:
    """At most so many letters."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def __call__(self, _form: Any, field: Field) -> None:
        if len(field.data or "") > self.longest:
            raise ValidationError(_("This must have %(longest)d letters or fewer", longest=self.longest))
