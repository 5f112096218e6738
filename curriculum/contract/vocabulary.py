"""The fixed words of the tool, one StrEnum per question; each value is also its code in JSON and in the database."""

from enum import StrEnum


class Coverage(StrEnum):
    """How far a competency is covered; the rule stands in :func:`curriculum.mapping.coverage_rule.coverage_of`."""

    FULL = "full"
    PARTIAL = "partial"
    PROPOSED = "proposed"
    MISSING = "missing"


class Verdict(StrEnum):
    """What a person (or the docent's own sheet) says of one link."""

    REJECTED = "rejected"
    PARTIAL = "partial"
    FULL = "full"


class Mastery(StrEnum):
    """How far a module takes its students, the default three-step scale."""

    ORIENT = "orient"
    PRACTISE = "practise"
    MASTER = "master"


class StatementSource(StrEnum):
    """Where a decision on a link comes from."""

    EXPLICIT = "explicit"
    PERSON = "person"


class Band(StrEnum):
    """How probable a proposed link is, in words."""

    STRONG = "strong"
    LIKELY = "likely"
    WEAK = "weak"
    NONE = "none"


class Finding(StrEnum):
    """What the gap rule says of one competency, before any person has decided."""

    COVERED = "covered"
    DOUBTFUL = "doubtful"
    NOTHING_FOUND = "nothing_found"


class CandidateReason(StrEnum):
    """Why a competency is a candidate Niveau 4+."""

    NOTHING_FOUND = "nothing_found"  # the texts give too little ground, see Finding
    REJECTED = "rejected"  # a person rejected every proposal


class EvidenceSource(StrEnum):
    """The four sides that evidence for a link comes from."""

    EXPLICIT = "explicit"
    WORK_PROCESS = "work_process"
    LEXICAL = "lexical"
    MEANING = "meaning"


class MatchKind(StrEnum):
    """How a piece of module text met a piece of competency text."""

    CODE = "code"
    WORK_PROCESS = "work_process"
    SEARCH_TERM = "search_term"
    SAME_WORD = "same_word"
    SAME_STEM = "same_stem"
    COMPOUND_PART = "compound_part"
    SYNONYM = "synonym"
    RELATED = "related"
    MEANING = "meaning"
    SENTENCE = "sentence"


class ModuleField(StrEnum):
    """The parts of a module that carry text."""

    TITLE = "title"
    DESCRIPTION = "description"
    OUTCOME = "outcome"
    ASSESSMENT = "assessment"
    WORK_PROCESS = "work_process"
    COMPETENCY = "competency"


class Destination(StrEnum):
    """What is done with a candidate Niveau 4+: where in or outside the programme it gets its place."""

    EXISTING_MODULE = "existing_module"
    NEW_MODULE = "new_module"
    ELECTIVE = "elective"  # keuzedeel
    PLACEMENT = "placement"  # BPV
    QUALIFICATION_FILE = "qualification_file"  # proposed to SBB for the upkeep of the file
    ASSOCIATE_DEGREE = "associate_degree"  # left to the Ad or to schooling after the diploma
    LATER = "later"
    NOT_TAKEN = "not_taken"


class TrendKind(StrEnum):
    """What a trend does to the people who name it."""

    SENTIMENT = "sentiment"
    UNCERTAIN = "uncertain"
    CHALLENGE = "challenge"


class Fate(StrEnum):
    """What people choose for a part of today's programme; it is never taken from its coverage."""

    STAYS = "stays"
    GOES = "goes"


class Robustness(StrEnum):
    """In how many of the four scenarios a competency stays needed, in words."""

    ROBUST = "robust"  # in three or four
    DIVIDED = "divided"  # in two
    OPTION = "option"  # in one
    NOWHERE = "nowhere"


class Severity(StrEnum):
    """What a problem means for its row: an error keeps the row out, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class NodeKind(StrEnum):
    """The kinds of node in the curriculum graph."""

    MODULE = "module"
    LEARNING_OUTCOME = "learning_outcome"
    WORK_PROCESS = "work_process"
    COMPETENCY = "competency"
    THEME = "theme"


class EdgeKind(StrEnum):
    """The kinds of edge in the curriculum graph."""

    ADDRESSES = "addresses"  # module -> competency
    HAS_OUTCOME = "has_outcome"  # module -> learning outcome
    TRAINS = "trains"  # module -> work process
    SUPPORTS = "supports"  # work process -> competency
    BELONGS_TO = "belongs_to"  # competency -> theme
    GROWS_INTO = "grows_into"  # competency -> competency ("groeit naar")
    FOLLOWED_BY = "followed_by"  # module -> module of a later period that covers the same competency


class Leerweg(StrEnum):
    """The two learning routes of the mbo; register names, kept in Dutch."""

    BOL = "bol"
    BBL = "bbl"


class VersionStatus(StrEnum):
    """How far a curriculum version is: concept, afgestemd, vastgesteld."""

    DRAFT = "draft"
    AGREED = "agreed"
    ADOPTED = "adopted"


class Role(StrEnum):
    """What a person may be in a programme; labels are configurable."""

    DOCENT = "docent"
    BOARD = "board"
    QUALITY = "quality"
    ADMIN = "admin"
