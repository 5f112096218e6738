"""Reads work process notations: B1-K1-W1, B1K1W1, B1-K1-2, Wp 1.1 t/m 1.4 van B1-K1, B1-K1-W1 t/m W4, and lists."""

import re
from functools import lru_cache
from typing import NamedTuple

from imports.findings import Finding, says_nothing

_WP = r"(?:wps?|werkproces(?:sen)?|work\ process(?:es)?)[.:]?\s*"
# A bare number counts only when no unit follows: "W1, 2 en 3", but not "W1 (2 uur)".
_NO_UNIT = r"(?!\s*(?!en\b|and\b|t\W?m\b|tot\b|to\b|van\b|uit\b|bij\b|of\b|wp)[^\W\d_])"
_TOKENS = re.compile(
    rf"""
      (?P<full>(?<![^\W\d_])(?P<part>[BP])\s?(?P<part_number>\d)\s*[-–—._/ ]?\s*K\s?0?(?P<task>\d{{1,2}})(?!\d)
          (?:\s*[-–—._: ]?\s*W(?:P)?[-\s]?0?(?P<process>\d{{1,2}})(?!\d) | [-–—.]0?(?P<short>\d{{1,2}})\b(?!\.\d) )? )
    | (?P<broken>[-–—]\s?W(?:P)?(?![\w.]))
    | (?P<task_only>\bK\s?0?(?P<only_task>\d{{1,2}})(?:\s*[-–—._ ]?\s*W(?:P)?\s?0?(?P<only_process>\d{{1,2}}))?\b)
    | (?P<numbers>(?:\b{_WP})?(?<![\d.])(?P<number_task>\d)\.(?P<number_process>\d{{1,2}})\b(?!\.\d))
    | (?P<process_only>\b(?:W\s?|{_WP})0?(?P<only>\d{{1,2}})\b(?!\.\d))
    | (?P<range>\bt\s?/\s?m\b | \bt\s?\.\s?/?\s?m\b\.? | \btm\b | \btot\ en\ met\b | \btot\b
          | \bthrough\b | \bto\b | \.\.+ | … | [-–—] )
    | (?P<of>\b(?:van|uit|bij|binnen|of|from|in)\b)
    | (?P<general>\b(?P<general_part>[BP])(?P<general_number>\d)\b)
    | (?P<digit>\b\d{{1,2}}\b){_NO_UNIT}
    | (?P<separator>[,;/+&\n:]|\ben\b|\band\b)
    | (?P<word>\w+|[()])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_KINDS = (
    "full", "broken", "task_only", "numbers", "process_only", "range", "of", "general", "digit", "separator", "word",
)  # fmt: skip
# Parts of a programme that stand outside the qualification file's work processes.
_GENERAL_PART = re.compile(
    r"(?:generiek\w*|algemeen|avo|l\s?&\s?b|loopbaan(?: en burgerschap)?|burgerschap|keuzedeel|keuzedelen|generic)"
    r"(?: deel| onderdeel| vak)?",
    re.IGNORECASE,
)
_LONGEST_RANGE = 25


class ParsedCodes(NamedTuple):
    """The codes that a cell names, in its order and once each, and what is unclear."""

    codes: tuple[str, ...] = ()
    problems: tuple[Finding, ...] = ()


class _Process(NamedTuple):
    """A work process as far as it is known: without ``part`` or ``task`` it still waits for its core task."""

    part: str
    task: int
    number: int

    @property
    def code(self) -> str:
        return f"{self.part}-K{self.task}-W{self.number}"


@lru_cache(maxsize=16384)
def parse_work_processes(text: str, core_task: str = "") -> ParsedCodes:
    """Return the work processes (and bare core tasks) that a cell names.

    Parameters
    ----------
    text
        The cell as the docent typed it.
    core_task
        The core task from a neighbouring column or a header above, as "B1-K1"; gives "W1" and "1.1" their place.

    Returns
    -------
    ParsedCodes
        Codes as ``B1-K1-W1``, or ``P2-K1`` where only a core task is named. Notations that leave the core task open are
        never guessed: they come back as a problem.

    Examples
    --------
    >>> parse_work_processes("Wp 1.1 t/m 1.3 van B1-K1").codes
    ('B1-K1-W1', 'B1-K1-W2', 'B1-K1-W3')
    >>> parse_work_processes("b1k2w1, W3 en P2-K1").codes
    ('B1-K2-W1', 'B1-K2-W3', 'P2-K1')
    >>> parse_work_processes("B1-K1-W1, -W4 en -W5").codes
    ('B1-K1-W1', 'B1-K1-W4', 'B1-K1-W5')
    >>> parse_work_processes("W1 (B1-K1) en W3 (B1-K2)").codes, parse_work_processes("B1-K1: 1, 2").codes
    (('B1-K1-W1', 'B1-K2-W3'), ('B1-K1-W1', 'B1-K1-W2'))
    >>> parse_work_processes("Wp 3.1 en 3.2").problems[0].code
    'work-process-without-core-task'
    """
    if says_nothing(text) or _GENERAL_PART.fullmatch(text.strip()):
        return ParsedCodes()
    reader = _Reader(text, core_task)
    for match in _TOKENS.finditer(text):
        reader.take(match)
    return reader.finish()


class _Reader:
    """Goes through the tokens of one cell from left to right."""

    def __init__(self, text: str, core_task: str) -> None:
        self._text = text
        self._found: list[_Process | str] = []
        self._waiting: list[_Process] = []
        self._problems: list[Finding] = []
        self._core: tuple[str, int] | None = None
        self._last: _Process | None = None
        self._in_range = False
        self._after_separator = False
        self._after_task = False  # "B1-K1: 1, 2" goes on with numbers.
        self._names_task_behind = False  # "W1 (B1-K1) en W3 (B1-K2)".
        self._general = ""
        known = re.fullmatch(r"([BP]\d)-K(\d+)(?:-W\d+)?", core_task)
        if known:
            self._core = known[1], int(known[2])

    def take(self, match: re.Match[str]) -> None:
        """Take the next token."""
        group = match.groupdict()
        kind = next(name for name in _KINDS if group[name] is not None)
        if kind == "range":
            # A dash after a comma joins nothing: "B1-K1-W1, -W4 en -W5" are three.
            is_dash = group["range"] in "-–—"
            self._in_range = self._last is not None and not (is_dash and self._after_separator)
            return
        if kind == "separator":
            self._after_separator = True
            self._after_task = self._after_task and group["separator"] == ":"
            return
        after_task, self._after_task = self._after_task and self._after_separator, False
        if kind == "full":
            self._take_full(group)
        elif kind == "broken":
            self._problems.append(Finding("work-process-unclear", self._text))
        elif kind == "task_only":
            self._take_task(group)
        elif kind == "numbers":
            self._add(int(group["number_task"]), int(group["number_process"]))
        elif kind == "process_only":
            self._add(0, int(group["only"]))
        elif kind == "digit" and self._last is not None and (self._in_range or self._after_separator):
            self._add(self._last.task, int(group["digit"]))
        elif kind == "digit" and after_task and self._core is not None:
            self._add(self._core[1], int(group["digit"]))
        elif kind == "general":
            self._take_general(f"{group['general_part'].upper()}{group['general_number']}")
        elif kind in ("word", "digit"):
            self._last = None  # After a title, a bare number is no work process any more.
        self._in_range = False
        self._after_separator = False

    def finish(self) -> ParsedCodes:
        """Return what was found; what still waits for a core task is a problem."""
        if self._names_task_behind and self._core is not None:
            # "W1 van B1-K1, W2": the last one has no core task behind it, so it belongs to the one that was named.
            part, task = self._core
            self._found.extend(_Process(part, task, item.number) for item in self._waiting if item.task in (0, task))
            self._waiting = [item for item in self._waiting if item.task not in (0, task)]
        if self._waiting:
            self._problems.append(self._explain_waiting(self._waiting[0]))
        codes: dict[str, None] = {}
        tasks_with_process = {(item.part, item.task) for item in self._found if isinstance(item, _Process)}
        for item in self._found:
            if isinstance(item, _Process):
                codes[item.code] = None
            elif (item[:2], int(item[4:])) not in tasks_with_process:
                codes[item] = None
        if not codes and not self._problems:
            code = "work-process-too-general" if self._general else "work-process-unclear"
            self._problems.append(Finding(code, self._text))
        return ParsedCodes(tuple(codes), tuple(dict.fromkeys(self._problems)))

    def _explain_waiting(self, process: _Process) -> Finding:
        """Say why a process found no core task, with the notation that would have been read."""
        example = ("example", f"B1-K{process.task or 1}-W{process.number}")
        if self._core is not None and self._core[1] and process.task:
            core_task = ("core_task", f"{self._core[0]}-K{self._core[1]}")
            number = ("process", f"{process.task}.{process.number}")
            return Finding("work-process-other-core-task", self._text, (number, core_task, example))
        return Finding("work-process-without-core-task", self._text, (example,))

    def _take_full(self, group: dict[str, str | None]) -> None:
        part, task = f"{group['part']}{group['part_number']}".upper(), int(group["task"] or 0)
        process = group["process"] or group["short"]
        if process is not None:
            self._core = part, task
            self._add(task, int(process))
            return
        self._enter_core(part, task)

    def _take_task(self, group: dict[str, str | None]) -> None:
        if self._core is None:
            code = f"B1-K{int(group['only_task'] or 0)}"
            example = code if group["only_process"] is None else f"{code}-W{int(group['only_process'])}"
            self._problems.append(Finding("work-process-without-core-task", self._text, (("example", example),)))
            return
        part, task = self._core[0], int(group["only_task"] or 0)
        if group["only_process"] is None:
            self._enter_core(part, task)
        else:
            self._core = part, task
            self._add(task, int(group["only_process"]))

    def _enter_core(self, part: str, task: int) -> None:
        """A core task on its own: what was waiting ("1.1 van B1-K1") belongs to it, else what follows does."""
        fitting = [item for item in self._waiting if item.task in (0, task)]
        self._found.extend(_Process(part, task, item.number) for item in fitting)
        self._waiting = [item for item in self._waiting if item not in fitting]
        if not fitting:
            self._found.append(f"{part}-K{task}")
            self._after_task = True
        self._names_task_behind = bool(fitting)
        self._core = part, task
        self._last = None

    def _take_general(self, part: str) -> None:
        """A part of the file without a core task ("B1"): it completes 1.1, but says nothing by itself."""
        fitting = [item for item in self._waiting if item.task]
        self._found.extend(_Process(part, item.task, item.number) for item in fitting)
        self._waiting = [item for item in self._waiting if not item.task]
        if not fitting:
            self._general = part
            self._core = (part, 0)
        self._last = None

    def _add(self, task: int, number: int) -> None:
        part = ""
        if self._core is not None:
            known_part, known_task = self._core
            if self._names_task_behind and task in (0, known_task):
                pass  # Its own core task may come behind it.
            elif task in (0, known_task) and known_task:
                part, task = known_part, known_task
            elif not known_task and task:
                part = known_part
        process = _Process(part, task, number)
        numbers = [number]
        if self._in_range and self._last is not None:
            start = self._last
            if (start.part, start.task) == (part, task) and start.number < number <= start.number + _LONGEST_RANGE:
                numbers = list(range(start.number + 1, number + 1))
            else:
                self._problems.append(Finding("work-process-range-unclear", self._text))
        processes = [_Process(part, task, each) for each in numbers]
        if part:
            self._found.extend(processes)
        else:
            self._waiting.extend(processes)
        self._last = process
