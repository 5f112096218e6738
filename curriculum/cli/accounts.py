"""``curriculum create-admin``, the first account of a school, and ``set-password`` for who forgot it."""

import click

from curriculum.cli.language import _
from curriculum.cli.serving import AppFactory, prepare_app, read_settings
from curriculum.contract.vocabulary import Leerweg
from curriculum.services.errors import ServiceError
from curriculum.services.school.people import create_account, list_accounts, set_password
from curriculum.services.school.programmes import create_programme


@click.command("create-admin", help=_("Create the first administrator and an empty programme."))
@click.option("--email", prompt=_("E-mail address"), help=_("E-mail address of the administrator."))
@click.option("--name", prompt=_("Name"), help=_("Name of the administrator."))
@click.option("--programme", prompt=_("Programme"), help=_("Name of the programme."))
@click.option("--cohort", prompt=_("Cohort"), help=_("Cohort, for instance 2026-2027."))
@click.option("--leerweg", type=click.Choice([leerweg.value for leerweg in Leerweg]), default="bol", show_default=True)
@click.password_option(prompt=_("Password"), help=_("Password; asked for when it is left out."))
@click.pass_obj
def create_admin(
    create_app: AppFactory, email: str, name: str, programme: str, cohort: str, leerweg: str, password: str
) -> None:
    """Create the account, then the programme of which it becomes the administrator."""
    app = prepare_app(create_app, read_settings())
    with app.app_context():
        try:
            account_id = create_account(email, name, password, actor_id=None)
            create_programme(programme, leerweg=Leerweg(leerweg), cohort=cohort, actor_id=account_id)
        except ServiceError as error:
            raise click.ClickException(error.render(_)) from None
    click.echo(_("%(email)s can log in and manages %(programme)s.") % {"email": email, "programme": programme})


@click.command("set-password", help=_("Give an account a new password and end its sessions."))
@click.argument("email")
@click.password_option(prompt=_("Password"), help=_("Password; asked for when it is left out."))
@click.pass_obj
def give_password(create_app: AppFactory, email: str, password: str) -> None:
    """Give a new password, also to the only administrator, whom nobody could help in the browser."""
    app = prepare_app(create_app, read_settings())
    with app.app_context():
        account = next((item for item in list_accounts() if item.email == email.strip().lower()), None)
        if account is None:
            raise click.ClickException(_("There is no account for %(email)s.") % {"email": email})
        try:
            set_password(account.id, password, actor_id=None)
        except ServiceError as error:
            raise click.ClickException(error.render(_)) from None
    click.echo(_("%(email)s has a new password, and is logged out everywhere.") % {"email": account.email})
