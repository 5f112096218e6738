"""The error pages: what is the matter and what you can do, in the language of the page."""

from flask import Flask, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from curriculum.config import MEGABYTE
from curriculum.contract.messages import N_
from curriculum.services.errors import ServiceError
from curriculum.web.addresses import page_before

TEXTS: dict[int, tuple[str, str, str]] = {
    400: (
        N_("This request is not right"),
        N_("The page sent something that the tool does not understand."),
        N_("Go back, load the page again and try it once more."),
    ),
    403: (
        N_("You may not do this"),
        N_("Your role in this programme does not allow this page or action."),
        N_("Ask the administrator of your school when you need it for your work."),
    ),
    404: (
        N_("This page does not exist"),
        N_("The address is wrong, or what stood here has been removed."),
        N_("Check the address, or look for it from the start page."),
    ),
    405: (
        N_("This page works another way"),
        N_("This address cannot be opened like this."),
        N_("Go to the start page and use the buttons on the page."),
    ),
    409: (
        N_("This cannot be done now"),
        N_("Somebody was first, or the data has moved."),
        N_("Go back, load the page again and look at how it stands now."),
    ),
    413: (
        N_("This file is too large"),
        N_("The tool takes files of at most %(limit)s MB."),
        N_("Remove pictures and sheets you do not need, or upload the sheets in parts."),
    ),
    429: (
        N_("Too many attempts"),
        N_("There were too many attempts to log in with a wrong password."),
        N_("Wait a quarter of an hour and try again. Forgot your password? Ask your administrator for a new one."),
    ),
    500: (
        N_("Something went wrong in the tool"),
        N_("This is our fault, not yours. Nothing you did before is lost."),
        N_("Try it again in a moment. Does it happen again? Tell the administrator what you were doing."),
    ),
}
SESSION_ENDED = (
    N_("Your page was open too long"),
    N_("For your safety the form could not be sent: its key had expired or was missing."),
    N_("Load the page again and send the form once more."),
)


def error_page(code: int, texts: tuple[str, str, str], back: str | None = None) -> ResponseReturnValue:
    """Render one error page; ``back`` is the page with a form that can be sent again."""
    limit = current_app.config["UPLOAD_LIMIT"] // MEGABYTE
    title, matter, advice = (gettext(text) for text in texts)
    matter = matter % {"limit": limit} if code == 413 else matter
    return render_template("errors/error.html", title=title, matter=matter, advice=advice, back=back), code


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Answer an HTTP error with our own page; codes without an own text borrow the nearest one."""
    if error.response is not None:
        return error.get_response()
    code = error.code or 500
    return error_page(code, TEXTS.get(code, TEXTS[500] if code >= 500 else TEXTS[400]))


def show_ended_session(error: CSRFError) -> ResponseReturnValue:
    """Answer a form without a valid key."""
    return error_page(400, SESSION_ENDED, page_before())


def show_refusal(error: ServiceError) -> ResponseReturnValue:
    """Answer what a use case refused outside a form: nothing there, or not allowed now."""
    title, _matter, advice = TEXTS.get(error.status, TEXTS[400])
    return error_page(error.status, (title, error.render(gettext), advice))


def init_app(app: Flask) -> None:
    """Register the pages on ``app``."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(CSRFError, show_ended_session)
    app.register_error_handler(ServiceError, show_refusal)
