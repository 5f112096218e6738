"""Curriculum mapping for Dutch vocational education.

Imports nothing, so that ``import curriculum.mapping`` loads no web framework.
"""

__version__ = "0.1.0"
