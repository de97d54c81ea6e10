"""How the judge and the subject talk: requests and answers over a socket, and values as plain data.

Only built-in and standard-library value types cross, rebuilt on the other side from their content, never from code of the sender: a list
that the program's own class imitates arrives as a list, and nothing arrives that compares in its own way. Everything else crosses as a
handle, by which the other side can ask for things.
"""
import builtins
import collections
import datetime
import decimal
import fractions
import functools
import importlib
import json
import os
import struct
import sys
import types

LONGEST = 256 << 20
SMALL = 1 << 63
FLAT = frozenset((bool, float, str, type(None)))
TIMES = {"datetime": datetime.datetime, "date": datetime.date, "time": datetime.time}
VIEWS = {type({}.keys()): "keys", type({}.values()): "values", type({}.items()): "items"}
# What crosses by name. No function that runs code, reads another's names, ends the process or opens a file: the tests' side would be made to.
BUILTINS = frozenset(
    {name for name, value in vars(builtins).items() if isinstance(value, type) and name not in ("super", "memoryview", "__loader__") and (not issubclass(value, BaseException) or issubclass(value, Exception))}
    | set("abs all any ascii bin callable chr divmod format hash hex id iter len max min next oct ord pow repr round sorted sum".split())
)
MODULES = frozenset(
    "math cmath random time string re json itertools functools collections copy operator heapq bisect datetime decimal fractions statistics typing textwrap numpy".split()
)
# Library values that are what a text of theirs says.
TEXTUAL = {("uuid", "UUID"): str, ("pathlib", "PosixPath"): str, ("pathlib", "PurePosixPath"): str}


class Closed(Exception):
    """The other side is gone."""


class Broken(Exception):
    """The other side sent what is no message."""


class Channel:
    def __init__(self, fd):
        self._fd = fd

    def send(self, message):
        data = json.dumps(message, separators=(",", ":"), check_circular=False).encode()
        data = memoryview(struct.pack("<I", len(data)) + data)
        try:
            while data:
                data = data[os.write(self._fd, data):]
        except OSError as error:
            raise Closed from error

    def receive(self):
        length = struct.unpack("<I", self._exactly(4))[0]
        if length > LONGEST:
            raise Broken("a message that is too long")
        try:
            return json.loads(self._exactly(length))
        except (ValueError, RecursionError) as error:
            raise Broken("a message that is not JSON") from error

    def _exactly(self, count):
        data, done = bytearray(count), 0
        view = memoryview(data)
        while done < count:
            try:
                got = os.readv(self._fd, [view[done:]])
            except OSError as error:
                raise Closed from error
            if got == 0:
                raise Closed
            done += got
        return data


class Packer:
    """Turns a value into what JSON can carry. One packer packs the values of one message."""

    def __init__(self, export, known=None, proxies=()):
        self._export = export
        self._known = known or {}
        self._proxies = proxies
        self.containers = []
        self._seen = {}

    def pack(self, value):
        kind = type(value)
        if kind in FLAT:
            return value
        if kind is int:
            return value if -SMALL < value < SMALL else {"": "int", "v": hex(value)}
        if kind is list:
            return self._container(value, self._list)
        if kind is tuple:
            return {"": "tuple", "v": [self.pack(item) for item in value]}
        if kind is dict:
            return self._container(value, self._dict)
        packed = None if isinstance(value, self._proxies) else self._other(value, kind)
        return self._export(value) if packed is None else packed

    def content(self, container):
        """The content alone of a container that the other side knows."""
        return self._dict(container)["v"] if isinstance(container, dict) else [self.pack(item) for item in container]

    def _container(self, value, pack):
        known = self._known.get(id(value))
        if known is not None:
            return {"": "yours", "v": known}
        seen = self._seen.get(id(value))
        if seen is not None:
            return {"": "again", "v": seen}
        self._seen[id(value)] = len(self.containers)
        self.containers.append(value)
        return pack(value)

    def _list(self, value):
        return [item if type(item) in FLAT else self.pack(item) for item in value]

    def _dict(self, value):
        return {"": "dict", "v": [self.pack(part) for item in value.items() for part in item]}

    def _other(self, value, kind):
        name = kind.__name__
        if kind is set:
            return self._container(value, lambda v: {"": "set", "v": [self.pack(item) for item in v]})
        if kind is bytearray:
            return self._container(value, lambda v: {"": "bytearray", "v": v.decode("latin-1")})
        if kind is collections.deque:
            return self._container(value, lambda v: {"": "deque", "v": [self.pack(item) for item in v], "n": v.maxlen})
        if kind in (collections.OrderedDict, collections.Counter, collections.defaultdict):
            factory = value.default_factory if kind is collections.defaultdict else None
            factory = factory.__name__ if factory in (int, list, dict, set, str, float) else None
            return self._container(value, lambda v: {**self._dict(v), "": name, "n": factory})
        if kind is frozenset:
            return {"": name, "v": [self.pack(item) for item in value]}
        if kind is bytes:
            return {"": name, "v": value.decode("latin-1")}
        if kind is complex:
            return {"": name, "v": [value.real, value.imag]}
        if kind in (range, slice):
            return {"": name, "v": [self.pack(part) for part in (value.start, value.stop, value.step)]}
        if kind is fractions.Fraction:
            return {"": name, "v": [self.pack(value.numerator), self.pack(value.denominator)]}
        if kind is decimal.Decimal:
            return {"": name, "v": str(value)}
        if kind is datetime.timedelta:
            return {"": name, "v": [value.days, value.seconds, value.microseconds]}
        if kind in TIMES.values() and type(getattr(value, "tzinfo", None)) in (type(None), datetime.timezone):
            return {"": name, "v": value.isoformat()}
        if kind is datetime.timezone:
            return {"": name, "v": self.pack(value.utcoffset(None))}
        if kind in VIEWS:
            return {"": VIEWS[kind], "v": [self.pack(item) for item in value]}
        if (kind.__module__, name) in TEXTUAL and getattr(sys.modules.get(kind.__module__), name, None) is kind:
            return {"": "textual", "v": TEXTUAL[kind.__module__, name](value), "n": [kind.__module__, name]}
        if value is Ellipsis or value is NotImplemented:
            return {"": "constant", "v": "Ellipsis" if value is Ellipsis else "NotImplemented"}
        if kind in (type, types.BuiltinFunctionType) and value.__name__ in BUILTINS and vars(builtins).get(value.__name__) is value:
            return {"": "builtin", "v": value.__name__}
        if kind is types.ModuleType:
            return {"": "module", "v": value.__name__} if value.__name__ in MODULES else None
        return self._array(value, kind) or self._derived(value, kind)

    def _array(self, value, kind):
        numpy = sys.modules.get("numpy")
        if numpy is None or kind is not numpy.ndarray and not isinstance(value, numpy.generic):
            return None
        array = numpy.asarray(value)
        if array.dtype.hasobject or array.dtype.names:
            return None
        return {"": "array", "v": array.tobytes().decode("latin-1"), "n": [array.dtype.str, list(array.shape), kind is not numpy.ndarray]}

    def _derived(self, value, kind):
        """A subclass of a value type crosses as its content. What cannot change keeps, beside that, its methods and attributes: by a handle."""
        if isinstance(value, tuple) and isinstance(getattr(kind, "_fields", None), tuple):
            items, fields = [self.pack(item) for item in tuple.__iter__(value)], [str(field) for field in kind._fields]
            return {"": "namedtuple", "v": items, "n": [kind.__name__, fields, self._export(value)]}
        for base, plain in PLAIN.items():
            if isinstance(value, base):
                packed = self.pack(plain(value))
                return packed if base in CHANGING else {"": "derived", "v": packed, "n": self._export(value)}
        return None


# By the base type's own methods: what a subclass makes of them is not asked.
PLAIN = {
    int: int.__int__, float: float.__float__, str: lambda v: "".join(str.__iter__(v)), bytes: lambda v: bytes(bytes.__iter__(v)), complex: complex.__complex__,
    tuple: lambda v: tuple(tuple.__iter__(v)), list: lambda v: list(list.__iter__(v)), dict: lambda v: dict(dict.items(v)),
    set: lambda v: set(set.__iter__(v)), frozenset: lambda v: frozenset(frozenset.__iter__(v)),
}


CHANGING = (list, dict, set)
UNCHANGING = frozenset(PLAIN) - frozenset(CHANGING)


class Unpacker:
    """Turns what a packer packed into values."""

    def __init__(self, make, own, mine=(), derive=None):
        self._make = make
        self._own = own
        self._mine = mine
        self._derive = derive or (lambda plain, handle: plain)
        self.containers = []

    def unpack(self, data):
        kind = type(data)
        if kind in FLAT or kind is int:
            return data
        if kind is list:
            made = []
            self.containers.append(made)
            made.extend(item if type(item) in FLAT else self.unpack(item) for item in data)
            return made
        try:
            name = data[""]
            return self._make(data) if name in ("handle", "error") else getattr(self, "_" + name)(data.get("v"), data.get("n"))
        except (Exception, RecursionError, MemoryError) as error:
            raise Broken(f"a value that cannot be read ({type(error).__name__})") from error

    def fill(self, container, data):
        """Puts new content into a container of ours, in place."""
        if isinstance(container, dict):
            pairs = self._pairs(data)
            container.clear()
            container.update(pairs)
            return
        items = [self.unpack(item) for item in data]
        if isinstance(container, list):
            container[:] = items
        elif isinstance(container, bytearray):
            container[:] = bytes(items)
        else:
            container.clear()
            container.update(items) if isinstance(container, set) else container.extend(items)

    def _pairs(self, v):
        items = [self.unpack(item) for item in v]
        return dict(zip(items[::2], items[1::2]))

    def _keep(self, made):
        self.containers.append(made)
        return made

    def _yours(self, v, n):
        return self._mine[v]

    def _back(self, v, n):
        return self._own(v)

    def _again(self, v, n):
        return self.containers[v]

    def _int(self, v, n):
        return int(v, 16)

    def _tuple(self, v, n):
        return tuple(self.unpack(item) for item in v)

    def _dict(self, v, n):
        made = self._keep({})
        made.update(self._pairs(v))
        return made

    def _OrderedDict(self, v, n):
        made = self._keep(collections.OrderedDict())
        made.update(self._pairs(v))
        return made

    def _Counter(self, v, n):
        made = self._keep(collections.Counter())
        made.update(self._pairs(v))
        return made

    def _defaultdict(self, v, n):
        factory = {"int": int, "list": list, "dict": dict, "set": set, "str": str, "float": float}.get(n)
        made = self._keep(collections.defaultdict(factory))
        made.update(self._pairs(v))
        return made

    def _set(self, v, n):
        made = self._keep(set())
        made.update(self.unpack(item) for item in v)
        return made

    def _deque(self, v, n):
        made = self._keep(collections.deque(maxlen=n))
        made.extend(self.unpack(item) for item in v)
        return made

    def _bytearray(self, v, n):
        return self._keep(bytearray(v, "latin-1"))

    def _frozenset(self, v, n):
        return frozenset(self.unpack(item) for item in v)

    def _bytes(self, v, n):
        return v.encode("latin-1")

    def _complex(self, v, n):
        return complex(float(v[0]), float(v[1]))

    def _range(self, v, n):
        return range(*(self.unpack(part) for part in v))

    def _slice(self, v, n):
        return slice(*(self.unpack(part) for part in v))

    def _Fraction(self, v, n):
        return fractions.Fraction(self.unpack(v[0]), self.unpack(v[1]))

    def _Decimal(self, v, n):
        return decimal.Decimal(v)

    def _timedelta(self, v, n):
        return datetime.timedelta(*v)

    def _datetime(self, v, n):
        return datetime.datetime.fromisoformat(v)

    def _date(self, v, n):
        return datetime.date.fromisoformat(v)

    def _time(self, v, n):
        return datetime.time.fromisoformat(v)

    def _constant(self, v, n):
        return {"Ellipsis": Ellipsis, "NotImplemented": NotImplemented}[v]

    def _builtin(self, v, n):
        if v not in BUILTINS:
            raise ValueError(v)
        return vars(builtins)[v]

    def _module(self, v, n):
        if v not in MODULES:
            raise ValueError(v)
        return importlib.import_module(v)

    def _timezone(self, v, n):
        return datetime.timezone(self.unpack(v))

    def _textual(self, v, n):
        module, name = n
        if (module, name) not in TEXTUAL:
            raise ValueError(name)
        return getattr(importlib.import_module(module), name)(v)

    def _keys(self, v, n):
        return dict.fromkeys(self.unpack(item) for item in v).keys()

    def _values(self, v, n):
        return dict(enumerate(self.unpack(item) for item in v)).values()

    def _items(self, v, n):
        return dict(self.unpack(item) for item in v).items()

    def _derived(self, v, n):
        plain = self.unpack(v)
        if type(plain) not in UNCHANGING:
            raise ValueError("no value type")
        return self._derive(plain, n)

    def _array(self, v, n):
        import numpy
        array = numpy.frombuffer(v.encode("latin-1"), dtype=numpy.dtype(n[0])).reshape(n[1]).copy()
        return array[()] if n[2] else array

    def _namedtuple(self, v, n):
        made = _named(str(n[0]), tuple(str(field) for field in n[1]))(*(self.unpack(item) for item in v))
        return self._derive(made, n[2])


@functools.lru_cache(64)
def _named(name, fields):
    return collections.namedtuple(name, fields)


def own_containers(containers, arguments):
    """The caller's own containers among those of a call's question (handle, arguments, named arguments, ..)."""
    frame = {id(arguments), id(arguments[1]), id(arguments[2])}
    return [container for container in containers if id(container) not in frame]
