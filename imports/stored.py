"""Turns frozen dataclasses into plain JSON values and back, by their type hints."""

import types
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_plain(value: Any) -> Any:
    """Return a value as dictionaries, lists, texts, numbers and ``None``; fields at their default are left out.

    Leaving defaults out makes a stored draft about half as large.
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(to_plain(item) for item in value)
    plain = {}
    kind: Any = type(value)
    for name, default in _defaults(kind):
        item = getattr(value, name)
        if default is MISSING or item != default:
            plain[name] = to_plain(item)
    return plain


def from_plain(wanted: Any, value: Any) -> Any:
    """Return the value of type ``wanted`` that :func:`to_plain` wrote.

    Raises
    ------
    ValueError
        When the plain value does not fit the type.
    """
    try:
        return _reader(wanted)(value)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a stored {wanted!r}") from error


@cache
def _defaults(kind: Hashable) -> tuple[tuple[str, Any], ...]:
    if not is_dataclass(kind):
        raise TypeError(f"cannot store a {kind!r}")
    found = []
    for item in fields(kind):
        default = item.default
        if default is MISSING and item.default_factory is not MISSING:
            default = item.default_factory()
        found.append((item.name, default))
    return tuple(found)


@cache
def _reader(wanted: Any) -> Callable[[Any], Any]:
    """Return the function that builds a value of this type, made once per type."""
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        inner = _reader(next(argument for argument in arguments if argument is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            item = _reader(arguments[0])
            return lambda value: tuple([item(each) for each in value])
        readers = tuple(_reader(argument) for argument in arguments)
        return lambda value: tuple(reader(each) for reader, each in zip(readers, value, strict=True))
    if origin is frozenset:
        item = _reader(arguments[0])
        return lambda value: frozenset(item(each) for each in value)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return wanted
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _dataclass_reader(wanted)
    if wanted in (str, int, float, bool):
        return _scalar_reader(wanted)
    raise TypeError(f"cannot read a {wanted!r}")


def _scalar_reader(wanted: type) -> Callable[[Any], Any]:
    accepted = (int, float) if wanted is float else (wanted,)

    def read(value: Any) -> Any:
        if not isinstance(value, accepted):
            raise TypeError(f"{value!r} is no {wanted.__name__}")
        return value

    return read


def _dataclass_reader(wanted: type) -> Callable[[Any], Any]:
    readers = {name: _reader(hint) for name, hint in get_type_hints(wanted).items()}

    def read(value: Any) -> Any:
        return wanted(**{name: readers[name](item) for name, item in value.items()})

    return read
