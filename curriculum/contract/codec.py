"""Frozen dataclasses to JSON values and back, by their type hints; drafts, revisions and runs are kept so."""

import hashlib
import json
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


def to_json(value: Any, *, sparse: bool = False) -> Any:
    """Return the value as dictionaries, lists, texts and numbers.

    With ``sparse`` the fields of a dataclass that are at their default are left out, which makes a reading of a
    workbook about half as large; :func:`from_json` gives them back.

    >>> from curriculum.contract.records import Hours
    >>> to_json(Hours(sbu=40)), to_json(Hours(sbu=40), sparse=True)
    ({'sbu': 40, 'bot': None, 'bpv': None}, {'sbu': 40})
    """
    kind: Any = type(value)
    return value if kind in _PLAIN else _encoder(kind, sparse)(value)


_PLAIN = frozenset((str, int, float, bool, types.NoneType))


@cache
def _encoder(kind: Any, sparse: bool) -> Callable[[Any], Any]:
    """Return the function that encodes values of this very type; made once, because a draft holds very many."""
    if issubclass(kind, StrEnum):
        return lambda value: value.value
    if issubclass(kind, str | int | float):
        return lambda value: value
    if hasattr(kind, "to_plain"):
        return lambda value: value.to_plain()
    if issubclass(kind, frozenset):
        return lambda value: sorted(to_json(item, sparse=sparse) for item in value)
    if issubclass(kind, dict):
        return lambda value: {str(key): to_json(item, sparse=sparse) for key, item in value.items()}
    if is_dataclass(kind):
        return _dataclass_encoder(kind, sparse)
    if issubclass(kind, Sequence):
        return lambda value: [to_json(item, sparse=sparse) for item in value]
    raise TypeError(f"{kind.__name__} has no place in JSON")


def _dataclass_encoder(kind: Any, sparse: bool) -> Callable[[Any], Any]:
    """Return the function that encodes one dataclass, in the order of its fields."""
    items = _defaults(kind)

    def encode(value: Any) -> dict[str, Any]:
        content = {}
        for name, default in items:
            item = getattr(value, name)
            if sparse and _is_default(item, default):
                continue
            item_kind: Any = type(item)
            content[name] = item if item_kind in _PLAIN else _encoder(item_kind, sparse)(item)
        return content

    return encode


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a dataclass with their defaults; ``MISSING`` equals nothing, so such a field is kept."""
    return tuple(
        (item.name, item.default if item.default_factory is MISSING else item.default_factory())
        for item in fields(kind)
    )


def to_text(value: Any) -> str:
    """Return the JSON text of ``to_json(value, sparse=True)``, written without making the dictionaries first.

    A draft holds half a million small records; their dictionaries would take three times as long as their texts.

    >>> from curriculum.contract.records import Hours
    >>> to_text(Hours(sbu=40))
    '{"sbu": 40}'
    """
    kind: Any = type(value)
    return quote(value) if kind is str else _writer(kind)(value)


def to_texts(items: Sequence[Any]) -> Iterator[str]:
    """Yield the JSON text of each item, for an answer that is too large to be copied once more.

    >>> list(to_texts(("a", 1)))
    ['"a"', '1']
    """
    own: Callable[[], Iterator[str]] | None = getattr(items, "to_texts", None)
    return map(to_text, items) if own is None else own()


_dump = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
quote = json.encoder.encode_basestring
"""Returns a text as it stands in JSON, between quotation marks."""


@cache
def _writer(kind: Any) -> Callable[[Any], str]:
    """Return the function that writes values of this very type."""
    if hasattr(kind, "to_text"):
        return lambda value: str(value.to_text())
    if issubclass(kind, StrEnum):
        texts = {member: quote(member.value) for member in kind}
        return texts.__getitem__
    if is_dataclass(kind):
        return _dataclass_writer(kind)
    if issubclass(kind, Sequence) and not issubclass(kind, str | bytes) and not hasattr(kind, "to_plain"):
        return lambda value: f"[{', '.join(to_texts(value))}]"
    return lambda value: _dump(to_json(value, sparse=True))


def _dataclass_writer(kind: Any) -> Callable[[Any], str]:
    items = [(name, f"{quote(name)}: ", default) for name, default in _defaults(kind)]

    def write(value: Any) -> str:
        parts = []
        for name, key, default in items:
            item = getattr(value, name)
            if not _is_default(item, default):
                item_kind: Any = type(item)
                parts.append(key + (quote(item) if item_kind is str else _writer(item_kind)(item)))
        return f"{{{', '.join(parts)}}}"

    return write


def _is_default(item: Any, default: Any) -> bool:
    # An empty sequence equals an empty default of another kind, and is never unfolded to find that out.
    return bool(item is default or (not item if default == () else item == default))


def from_json(kind: type[T], value: Any) -> T:
    """Return the value as a ``kind``; unknown keys are dropped and missing ones get the default of the dataclass.

    That way a draft from before an upgrade of the tool can still be read after it.

    Raises
    ------
    ValueError
        When the value does not fit the type.
    TypeError
        When the type itself has no place in JSON.
    """
    decode = _decoder(cast(Any, kind))
    try:
        return cast(T, decode(value))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a stored {kind.__name__}") from error


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
    if origin is Sequence:
        return _tuple_decoder((*arguments, Ellipsis))
    if origin is frozenset:
        decode_item = _decoder(arguments[0])
        return lambda value: frozenset(map(decode_item, value))
    if origin is dict:
        decode_value = _decoder(arguments[1])
        return lambda value: {key: decode_value(item) for key, item in value.items()}
    if is_dataclass(kind):
        return _dataclass_decoder(cast(type, kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if kind in (str, int, float, bool):
        return _scalar_decoder(kind)
    if kind in (Any, object):
        return lambda value: value
    raise TypeError(f"{kind} has no place in JSON")


def _scalar_decoder(kind: Any) -> Decoder:
    accepted = (int, float) if kind is float else kind

    def decode(value: Any) -> Any:
        if not isinstance(value, accepted):
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return float(value) if kind is float else value

    return decode


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
