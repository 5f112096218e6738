"""The forms with more than one field to check; a page with one button has its form in the template."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Email, EqualTo, InputRequired, Length, Regexp

from curriculum.contract.vocabulary import Leerweg, Role


def _required(message: str) -> InputRequired:
    return InputRequired(message=message)


class ProgrammeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types.
    """A programme with its first cohort."""

    name = StringField(_l("Name of the programme"), [_required(_l("Fill in the name.")), Length(max=200)])
    crebo_code = StringField(
        _l("Crebo code"), [Regexp(r"^\d{0,6}$", message=_l("A crebo code has only digits, for instance 25961."))]
    )
    leerweg = SelectField(_l("Learning route"), choices=[SelectChoice(route.value) for route in Leerweg])
    cohort = StringField(_l("Cohort"), [_required(_l("Fill in the cohort, for instance 2026.")), Length(max=20)])
    framework = SelectField(_l("Competency list"), coerce=int, choices=[])


class CohortForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types.
    """The next cohort of a programme and what it takes over."""

    cohort = StringField(_l("Cohort"), [_required(_l("Fill in the cohort, for instance 2026.")), Length(max=20)])
    take = SelectField(_l("What it takes over"), choices=[])
    framework = SelectField(_l("Competency list"), coerce=int, choices=[])


class FrameworkForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types.
    """What a list is called and where it comes from."""

    title = StringField(_l("Title of the list"), [_required(_l("Fill in the title of the list.")), Length(max=200)])
    version = StringField(_l("Version of the list"), [Length(max=60)])
    source = StringField(_l("Source"), [_required(_l("Fill in where the list comes from.")), Length(max=200)])
    source_date = StringField(_l("Date of the source"), [Length(max=60)])


class AccountForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types.
    """A new account with one role in one programme."""

    name = StringField(_l("Name"), [_required(_l("Fill in the name.")), Length(max=200)])
    email = EmailField(
        _l("E-mail address"),
        [
            _required(_l("Fill in the e-mail address.")),
            Email(message=_l("This is not an e-mail address.")),
            Length(max=254),
        ],
    )
    password = PasswordField(_l("First password"), [_required(_l("Fill in a password.")), Length(max=200)])
    programme = SelectField(_l("Programme"), coerce=int, choices=[])
    role = SelectField(_l("Role"), choices=[SelectChoice(role.value) for role in Role])


class NewPasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types.
    """A password that an administrator gives to somebody who forgot it."""

    new = PasswordField(_l("New password"), [_required(_l("Fill in a new password.")), Length(max=200)])
    again = PasswordField(
        _l("New password, once more"),
        [_required(_l("Fill in the new password once more.")), EqualTo("new", _l("This is not the same password."))],
    )


class PasswordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types.
    """The own password: the present one and twice the new one."""

    current = PasswordField(_l("Present password"), [_required(_l("Fill in your present password."))])
    new = PasswordField(_l("New password"), [_required(_l("Fill in a new password.")), Length(max=200)])
    again = PasswordField(
        _l("New password, once more"),
        [_required(_l("Fill in the new password once more.")), EqualTo("new", _l("This is not the same password."))],
    )
