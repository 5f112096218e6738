"""Whether the tool answers, for a load balancer or a monitor; it tells nothing else."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def check() -> ResponseReturnValue:
    """Answer that the process is up."""
    return {"status": "ok"}
