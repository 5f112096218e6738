"""Loaded once by the process from which the workers are forked: everything they need, with the engine's tables read."""

from curriculum.contract.records import ModuleRecord, Passage
from curriculum.contract.vocabulary import ModuleField
from curriculum.mapping import propose_links
from tests.services.conftest import FRAMEWORK
from tests.soak import worker as worker

NOTES = (Passage(ModuleField.TITLE, "Notuleren"), Passage(ModuleField.DESCRIPTION, "Je maakt notulen van overleg."))
propose_links((ModuleRecord("m", "Notuleren", passages=NOTES),), FRAMEWORK.competencies, use_meaning=False)
