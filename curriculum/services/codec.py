"""Frozen dataclasses to JSON values and back, by their type hints; drafts, revisions and runs are kept so."""

import hashlib
import json
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Return the value as dictionaries, lists, texts and numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def from_json(kind: type[T], value: Any) -> T:
    """Return the value as a ``kind``; unknown keys are dropped and missing ones get the default of the dataclass.

    That way a draft from before an upgrade of the tool can still be read after it.
    """
    return cast(T, _decoder(cast(Any, kind))(value))


def hash_json(value: Any) -> str:
    """Return the SHA-256 of a value of :func:`to_json`, whatever the order of its keys."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


Decoder = Callable[[Any], Any]


@cache
def _decoder(kind: Any) -> Decoder:
    """Return the function that decodes this type; made once per type, because a draft holds thousands of values."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _union_decoder(arguments)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is dict:
        decode_value = _decoder(arguments[1])
        return lambda value: {key: decode_value(item) for key, item in value.items()}
    if is_dataclass(kind):
        return _dataclass_decoder(cast(type, kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if kind is float:
        return float
    if kind in (str, int, bool, Any, object):
        return lambda value: value
    raise TypeError(f"{kind} has no place in JSON")


def _union_decoder(arguments: tuple[Any, ...]) -> Decoder:
    kinds = [argument for argument in arguments if argument is not types.NoneType]
    if len(kinds) != 1:
        raise TypeError(f"JSON cannot tell {arguments} apart")
    decode = _decoder(kinds[0])
    return lambda value: None if value is None else decode(value)


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decoder:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        decode = _decoder(arguments[0])
        return lambda value: tuple(map(decode, value))
    decoders = [_decoder(argument) for argument in arguments]
    return lambda value: tuple(decode(item) for decode, item in zip(decoders, value, strict=True))


def _dataclass_decoder(kind: type) -> Decoder:
    hints = typing.get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind) if field.init}

    def decode(value: dict[str, Any]) -> Any:
        return kind(**{name: decoder(value[name]) for name, decoder in decoders.items() if name in value})

    return decode
