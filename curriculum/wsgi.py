"""What a web server such as gunicorn loads: the application of this environment, ready to serve, or why it is not."""

from curriculum.app import create_app
from curriculum.config import Settings
from curriculum.services.starting import make_ready

app = make_ready(create_app(Settings.from_environment()))
