"""What the board makes of the candidates: the outlook they are weighed in, and what was decided on each.

The steps are those of the scenario method (question, trends, clusters, their challenge and impact, two axes, four
stories) and of backcasting (a moment in the future, what stays, what is new, what goes, and back to a first step with
who and when). When a candidate is robust, and that hours must fit, are rules of this tool.
"""

from dataclasses import dataclass, field

from curriculum.contract.messages import N_
from curriculum.contract.vocabulary import Destination, Fate, Robustness, TrendKind

# The four scenarios in the order of the corners: right above, left above, left below, right below.
SCENARIOS = (1, 2, 3, 4)

# The destinations that take hours of the programme itself.
IN_PROGRAMME = frozenset(
    {Destination.EXISTING_MODULE, Destination.NEW_MODULE, Destination.ELECTIVE, Destination.PLACEMENT}
)


DESTINATION_WORDS: dict[Destination, str] = {
    Destination.EXISTING_MODULE: N_("into an existing module"),
    Destination.NEW_MODULE: N_("a new module"),
    Destination.ELECTIVE: N_("an elective (keuzedeel)"),
    Destination.PLACEMENT: N_("into the work placement (BPV)"),
    Destination.QUALIFICATION_FILE: N_("proposed for the qualification file (SBB)"),
    Destination.ASSOCIATE_DEGREE: N_("left to the Ad or to later schooling"),
    Destination.LATER: N_("looked at again later"),
    Destination.NOT_TAKEN: N_("not taken into the programme"),
}
ROBUSTNESS_WORDS: dict[Robustness, str] = {
    Robustness.ROBUST: N_("robust"),
    Robustness.DIVIDED: N_("divided"),
    Robustness.OPTION: N_("option"),
    Robustness.NOWHERE: N_("needed nowhere"),
}


TREND_WORDS: dict[TrendKind, str] = {
    TrendKind.SENTIMENT: N_("it touches people"),
    TrendKind.UNCERTAIN: N_("it makes uncertain"),
    TrendKind.CHALLENGE: N_("it challenges"),
}
FATE_WORDS: dict[Fate, str] = {
    Fate.STAYS: N_("stays"),
    Fate.GOES: N_("goes"),
}


@dataclass(frozen=True, slots=True)
class Trend:
    """One trend as somebody named it; ``role`` says who, never by name. ``cluster`` counts from 1, 0 = in none."""

    text: str
    kind: TrendKind = TrendKind.UNCERTAIN
    source: str = ""
    role: str = ""
    cluster: int = 0


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """A cluster of trends: how great a challenge (1 to 5), how great its impact (1 to 5), and on what ground."""

    name: str
    challenge: int
    impact: int
    source: str = ""

    @property
    def weight(self) -> int:
        """How much the conversation should be about it: great only when both are."""
        return self.challenge * self.impact


@dataclass(frozen=True, slots=True)
class Axis:
    """One uncertainty as an axis with its two ends."""

    name: str = ""
    low: str = ""
    high: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether both ends have a name."""
        return bool(self.low and self.high)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One corner between the axes: a metaphor for a name, its features, and its story."""

    name: str = ""
    features: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of today's programme, a module or a task, that people chose to keep or to let go; ``hours`` in sbu."""

    name: str
    fate: Fate
    reason: str = ""
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The picture of the future that a programme weighs its candidates in.

    ``scenarios`` are four, in the order of :data:`SCENARIOS`. ``room_hours`` were free already, in sbu; ``None`` =
    nobody said.
    """

    question: str
    moment: str = ""
    picture: str = ""
    trends: tuple[Trend, ...] = ()
    uncertainties: tuple[Uncertainty, ...] = ()
    horizontal: Axis = field(default_factory=Axis)
    vertical: Axis = field(default_factory=Axis)
    scenarios: tuple[Scenario, ...] = (Scenario(), Scenario(), Scenario(), Scenario())
    parts: tuple[Part, ...] = ()
    room_hours: float | None = None

    @property
    def has_scenarios(self) -> bool:
        """Whether both axes are drawn, so that there are four corners to weigh in."""
        return self.horizontal.is_drawn and self.vertical.is_drawn

    def has_scenarios_of(self, other: "Outlook") -> bool:
        """Whether the four scenarios are those of another outlook, so that what was ticked there holds here."""
        return (self.horizontal, self.vertical, self.scenarios) == (other.horizontal, other.vertical, other.scenarios)

    def poles(self, scenario: int) -> tuple[str, str]:
        """Return the ends of both axes between which a scenario lies.

        >>> Outlook("?", horizontal=Axis("", "kantoor", "thuis"), vertical=Axis("", "mens", "AI")).poles(2)
        ('kantoor', 'AI')
        """
        right, above = scenario in (1, 4), scenario in (1, 2)
        return (
            self.horizontal.high if right else self.horizontal.low,
            self.vertical.high if above else self.vertical.low,
        )

    def name_scenario(self, scenario: int) -> str:
        """Return the name that people gave a scenario, or else the ends between which it lies."""
        return self.scenarios[scenario - 1].name or " / ".join(self.poles(scenario))

    @property
    def ranked(self) -> tuple[Uncertainty, ...]:
        """The clusters, those first that are both a challenge and of impact."""
        return tuple(sorted(self.uncertainties, key=lambda item: (-item.weight, -item.impact, item.name)))

    def of_fate(self, fate: Fate) -> tuple[Part, ...]:
        """Return the parts that stay, or those that go."""
        return tuple(part for part in self.parts if part.fate is fate)

    @property
    def freed_hours(self) -> float | None:
        """The hours that come free from what goes; ``None`` when nobody said anything of it."""
        known = [part.hours for part in self.of_fate(Fate.GOES) if part.hours is not None]
        return sum(known) if known else None

    @property
    def room(self) -> float | None:
        """The hours that new content may take; ``None`` when nobody said anything of it."""
        known = [hours for hours in (self.freed_hours, self.room_hours) if hours is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class KeptOutlook:
    """An outlook as it was kept: who made it, and when (ISO 8601 in UTC)."""

    outlook: Outlook
    made_by: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Weighing:
    """What was decided on one candidate: its destination, the ground for it, and the way there.

    ``needed_in`` names the scenarios in which the competency stays needed; ``robustness`` is ``None`` when there were
    no scenarios to weigh in. ``probability`` is the chance that a module teaches it, as the texts told at that moment.
    ``nearest`` are the modules that came nearest then, each with the words it shared.
    ``module`` is the name of the module that takes it in. ``decided_at`` is ISO 8601 in UTC; ``holds`` is false when a
    later decision replaced this one.
    """

    competency: str
    destination: Destination
    reason: str
    needed_in: tuple[str, ...] = ()
    robustness: Robustness | None = None
    hours: float | None = None
    module: str = ""
    first_step: str = ""
    owner: str = ""
    due: str = ""
    probability: float | None = None
    nearest: tuple[str, ...] = ()
    decided_by: str = ""
    decided_at: str = ""
    holds: bool = True


def judge_robustness(needed: int) -> Robustness:
    """Return the word for a competency that stays needed in ``needed`` of four scenarios.

    >>> [judge_robustness(number).value for number in range(5)]
    ['nowhere', 'option', 'divided', 'robust', 'robust']
    """
    words = (Robustness.NOWHERE, Robustness.OPTION, Robustness.DIVIDED)
    return words[needed] if needed < len(words) else Robustness.ROBUST


def asked_hours(weighings: tuple[Weighing, ...]) -> float:
    """Return the hours that the decisions that hold ask of the programme itself."""
    return sum(item.hours or 0 for item in weighings if item.holds and item.destination in IN_PROGRAMME)
