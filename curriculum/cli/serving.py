"""``curriculum serve`` and ``curriculum worker``: the web tool, and more hands for its long work."""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

import click
import waitress
from flask import Flask

from curriculum.cli.language import _
from curriculum.config import ConfigurationError, Mode, Settings
from curriculum.jobs import start_consumer, stop_consumer
from curriculum.services.errors import ServiceError
from curriculum.services.starting import make_ready

AppFactory = Callable[[Settings], Flask]


@click.command("serve", help=_("Serve the tool in the browser."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Address to listen on."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=_("Port to listen on."))
@click.option("--demo", is_flag=True, help=_("Load the demo programme and demo accounts; never on a public machine."))
@click.option("--fresh", is_flag=True, help=_("With --demo: delete the demo database first, after asking."))
@click.pass_obj
def serve(create_app: AppFactory, host: str, port: int, demo: bool, fresh: bool) -> None:
    """Prepare the database and serve until the process is told to stop."""
    if fresh and not demo:
        raise click.UsageError(_("--fresh goes with --demo."))
    if demo:
        os.environ["CURRICULUM_MODE"] = Mode.DEMO
    settings = read_settings()
    if fresh:
        delete_demo_data(settings)
    app = prepare_app(create_app, settings)
    try:
        server = waitress.create_server(
            app,
            host=host,
            port=port,
            threads=8,
            ident=None,
            # Waitress stores a body before the application can refuse it. Its limit lies above the application's own,
            # so that a file that is a little too large meets the page that says so, and not a closed connection.
            max_request_body_size=4 * app.config["MAX_CONTENT_LENGTH"],
            # Waitress drops what a proxy says of the visitor, unless a proxy is trusted; the application reads it then.
            clear_untrusted_proxy_headers=not settings.trusted_proxies,
        )
    except OSError as error:
        raise click.ClickException(
            _("Port %(port)d is in use; choose another with --port. (%(reason)s)") % {"port": port, "reason": error}
        ) from None
    if demo:
        print_demo_logins()
    click.echo(_("Serving on %(address)s (stop with Ctrl-C)") % {"address": f"http://{host}:{port}"})
    stop_on_signals()
    start_consumer(app)
    try:
        server.run()
    finally:
        stop_consumer(app)


@click.command("worker", help=_("Do long work (reading, mapping) beside the web server, until told to stop."))
@click.pass_obj
def work(create_app: AppFactory) -> None:
    """Run one consumer in this process."""
    app = prepare_app(create_app, read_settings())
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    signal.signal(signal.SIGINT, lambda _number, _frame: stop.set())
    start_consumer(app)
    click.echo(_("The worker is ready (stop with Ctrl-C)"))
    stop.wait()
    stop_consumer(app)


def read_settings() -> Settings:
    """Return the settings from the environment, or stop with a clear sentence."""
    try:
        return Settings.from_environment()
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from None


def prepare_app(create_app: AppFactory, settings: Settings) -> Flask:
    """Create the application on a database that has the present schema and lists, and is fit to serve."""
    try:
        return make_ready(create_app(settings))
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from None
    except ServiceError as error:
        raise click.ClickException(error.render(_)) from None


def delete_demo_data(settings: Settings) -> None:
    """Delete the data folder of the demo after asking; a database elsewhere is left alone."""
    if not settings.data_folder.exists():
        return
    click.confirm(
        _("Delete everything in %(folder)s and start the demo anew?") % {"folder": settings.data_folder}, abort=True
    )
    shutil.rmtree(settings.data_folder)


def print_demo_logins() -> None:
    """Print who can log in to the demo."""
    from curriculum.services.demo import DEMO_LOGINS

    click.echo(_("Demo logins (this machine only):"))
    for login in DEMO_LOGINS:
        click.echo(f"  {login.email:<24} {login.password}")


def stop_on_signals() -> None:
    """Turn SIGTERM into an ordinary exit: waitress would die on it without clean-up."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        sys.exit(0)

    signal.signal(signal.SIGTERM, leave)
