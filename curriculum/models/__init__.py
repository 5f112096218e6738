"""The tables, one module per noun; importing this package makes all of them known to the metadata."""

from curriculum.models.account import Account, LoginAttempt, Membership
from curriculum.models.audit import AuditEntry
from curriculum.models.decision import Decision
from curriculum.models.foresight import OutlookRow, WeighingRow
from curriculum.models.framework import Competency, FrameworkDraft, FrameworkRow, FrameworkVersion
from curriculum.models.job import Job
from curriculum.models.mapping_run import AssessmentRow, MappingRun, ProposalRow
from curriculum.models.module import Module, ModuleRevision
from curriculum.models.programme import CurriculumVersion, Programme
from curriculum.models.qualification import QualificationFileRow
from curriculum.models.reading_choice import AskedReading, RememberedColumn, RememberedHeading, RememberedTable
from curriculum.models.school import School
from curriculum.models.upload import Import, ImportChange, ImportContent

__all__ = [
    "Account",
    "AskedReading",
    "AssessmentRow",
    "AuditEntry",
    "Competency",
    "CurriculumVersion",
    "Decision",
    "FrameworkDraft",
    "FrameworkRow",
    "FrameworkVersion",
    "Import",
    "ImportChange",
    "ImportContent",
    "Job",
    "LoginAttempt",
    "MappingRun",
    "Membership",
    "Module",
    "ModuleRevision",
    "OutlookRow",
    "Programme",
    "ProposalRow",
    "QualificationFileRow",
    "RememberedColumn",
    "RememberedHeading",
    "RememberedTable",
    "School",
    "WeighingRow",
]
