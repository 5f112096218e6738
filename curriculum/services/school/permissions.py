"""Who may do what: the one role × permission table of the tool."""

from enum import StrEnum

from curriculum.contract.vocabulary import Role


class Permission(StrEnum):
    """One thing that a person may do; the first group is per programme, the second for the whole school."""

    VIEW = "view"
    UPLOAD = "upload"
    RUN_MAPPING = "run_mapping"
    DECIDE = "decide"
    WEIGH = "weigh"
    EXPORT = "export"
    SET_STATUS = "set_status"
    VIEW_AUDIT = "view_audit"

    MANAGE_PROGRAMMES = "manage_programmes"
    MANAGE_FRAMEWORKS = "manage_frameworks"
    MANAGE_PEOPLE = "manage_people"


SCHOOL_PERMISSIONS = frozenset(
    {Permission.MANAGE_PROGRAMMES, Permission.MANAGE_FRAMEWORKS, Permission.MANAGE_PEOPLE, Permission.VIEW_AUDIT}
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.DOCENT: frozenset(
        {Permission.VIEW, Permission.UPLOAD, Permission.RUN_MAPPING, Permission.DECIDE, Permission.EXPORT}
    ),
    Role.BOARD: frozenset({Permission.VIEW, Permission.WEIGH, Permission.EXPORT, Permission.SET_STATUS}),
    Role.QUALITY: frozenset({Permission.VIEW, Permission.EXPORT, Permission.VIEW_AUDIT}),
    Role.ADMIN: frozenset(Permission),
}


def permissions_of_roles(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return all that these roles together allow."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))
