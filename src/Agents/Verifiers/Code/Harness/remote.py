"""What the tests see of the program: its objects as proxies, its values as plain data, its exceptions as classes made here.

No comparison of the program's object with data is decided by the program, unless the tests themselves apply that operator to objects of a
class that they make by its name: then the operator is what they test.
"""
import functools
import sys
import weakref

from wire import Broken, Channel, Closed, Packer, Unpacker, own_containers

OPERATORS = {
    "__add__": "add", "__sub__": "sub", "__mul__": "mul", "__truediv__": "truediv", "__floordiv__": "floordiv", "__mod__": "mod", "__pow__": "pow",
    "__matmul__": "matmul", "__and__": "and_", "__or__": "or_", "__xor__": "xor", "__lshift__": "lshift", "__rshift__": "rshift",
}
COMPARISONS = {"__eq__": "eq", "__ne__": "ne", "__lt__": "lt", "__le__": "le", "__gt__": "gt", "__ge__": "ge"}
UNARY = {"__neg__": "neg", "__pos__": "pos", "__abs__": "abs", "__invert__": "invert", "__round__": "round", "__getitem__": "getitem", "__setitem__": "setitem", "__delitem__": "delitem", "__reversed__": "reversed"}
TYPED = {
    "__len__": ("len", int), "__str__": ("str", str), "__repr__": ("repr", str), "__int__": ("int", int), "__float__": ("float", float), "__index__": ("index", int),
    "__bool__": ("bool", bool), "__format__": ("format", str), "__bytes__": ("bytes", bytes), "__complex__": ("complex", complex), "__dir__": ("dir", list),
}
TELLING = frozenset(("sub", "rsub", "xor", "rxor", "mod", "rmod", "truediv", "rtruediv"))
MOST_LIVE = 32
DECLINED = ("__deepcopy__", "__copy__", "__iter__", "__next__", "__array_ufunc__", "__array__", "__array_interface__", "__array_struct__", "__array_priority__")


class Remote:
    """An object of the program. One object there is one object here."""

    __slots__ = ("_rlar", "__weakref__")

    def __init__(self, judge, data):
        object.__setattr__(self, "_rlar", (judge, data))

    def __getattr__(self, name):
        if name in DECLINED:
            raise AttributeError(name)
        judge, data = of(self)
        return judge.ask("get", data["i"], name)

    def __setattr__(self, name, value):
        judge, data = of(self)
        judge.ask("set_", data["i"], name, value)

    def __delattr__(self, name):
        judge, data = of(self)
        judge.ask("delete", data["i"], name)

    def __call__(self, *arguments, **named):
        judge, data = of(self)
        return judge.ask("call", data["i"], list(arguments), named, data["i"] in judge.classes)

    def __iter__(self):
        judge, data = of(self)
        return self if data["is"] == "iterator" else judge.ask("iterate", data["i"])

    def __next__(self):
        judge, data = of(self)
        done, value = judge.ask("advance", data["i"], "__next__", [])
        if done:
            raise StopIteration(value)
        return value

    def __await__(self):
        judge, data = of(self)
        return judge.ask("await_", data["i"])
        yield

    def __aiter__(self):
        judge, data = of(self)
        return judge.ask("method", data["i"], "__aiter__", [])

    async def __anext__(self):
        judge, data = of(self)
        done, value = judge.ask("advance_async", data["i"])
        if done:
            raise StopAsyncIteration
        return value

    def __enter__(self):
        judge, data = of(self)
        return judge.ask("method", data["i"], "__enter__", [])

    def __exit__(self, kind, error, trace):
        judge, data = of(self)
        return judge.ask("method", data["i"], "__exit__", [kind, error, None]) is True

    async def __aenter__(self):
        judge, data = of(self)
        return await judge.ask("method", data["i"], "__aenter__", [])

    async def __aexit__(self, kind, error, trace):
        judge, data = of(self)
        return await judge.ask("method", data["i"], "__aexit__", [kind, error, None]) is True

    def __contains__(self, item):
        judge, data = of(self)
        if data["base"]:
            return item in judge.ask("content", data["i"])
        if isinstance(item, (Remote, Derived)) or judge.applies("contains", data):
            return judge.ask("special", data["i"], "contains", [item]) is True
        return any(item is other or item == other for other in self)

    def __hash__(self):
        judge, data = of(self)
        made = judge.ask("special", data["i"], "hash", [])
        return made if type(made) is int else 0

    def __instancecheck__(self, value):
        judge, data = of(self)
        return isinstance(value, (Remote, Derived, Raised)) and judge.ask("is_instance", of(value)[1]["i"], data["i"]) is True

    def __subclasscheck__(self, value):
        judge, data = of(self)
        return isinstance(value, Remote) and judge.ask("is_subclass", of(value)[1]["i"], data["i"]) is True

    def __mro_entries__(self, bases):
        raise TypeError(f"a test cannot derive from the program's class {of(self)[1]['name']}")

    def __copy__(self):
        return of(self)[0].ask("library", "copy", "copy", [self], {})

    def __deepcopy__(self, memo):
        return of(self)[0].ask("library", "copy", "deepcopy", [self], {})

    __dict__ = property(lambda self: Remote.__getattr__(self, "__dict__"))
    __doc__ = property(lambda self: Remote.__getattr__(self, "__doc__"))
    __module__ = property(lambda self: Remote.__getattr__(self, "__module__"))


class Derived:
    """A value of the program's own subclass of a value type: the plain value, with the program's attributes where the plain type has none."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        judge, data = of(self)
        return judge.ask("get", data["i"], name)

    def __repr__(self):
        return _text_of(self, "repr") if "_rlar" in self.__dict__ else super().__repr__()

    def __str__(self):
        return _text_of(self, "str") if "_rlar" in self.__dict__ else super().__str__()


def _text_of(value, name):
    judge, data = of(value)
    made = judge.ask("special", data["i"], name, [])
    if type(made) is not str:
        raise TypeError(f"{name}() of the program's object is no text")
    return made


class Raised:
    """An exception of the program's own class."""

    def __getattr__(self, name):
        if name.startswith("__") or "_rlar" not in self.__dict__:
            raise AttributeError(name)
        judge, data = of(self)
        return judge.ask("get", data["i"], name)

    def __str__(self):
        return str(of(self)[1]["text"]) if "_rlar" in self.__dict__ else super().__str__()


def of(remote):
    return object.__getattribute__(remote, "_rlar")


def _compared(name):
    import operator
    compare_plain = getattr(operator, name)

    def compare(self, other):
        judge, data = of(self)
        if isinstance(other, Remote):
            with_ = of(other)[1]
            if data["i"] == with_["i"] and name in ("eq", "ne"):
                return name == "eq"
            if data["base"]:
                other = judge.ask("content", with_["i"]) if with_["base"] else other
            else:
                made = judge.ask("special", data["i"], name, [other])
                return made if isinstance(made, bool) else NotImplemented
        if data["base"]:
            return compare_plain(judge.ask("content", data["i"]), other)
        if judge.applies("compare", data):
            return judge.ask("special", data["i"], name, [other]) is True
        return NotImplemented
    return compare


def _operated(name, reflected=False, in_place=False):
    key = ("r" if reflected else "") + name

    def operate(self, other):
        judge, data = of(self)
        # An operator hands the other operand to the program, and a test may well subtract what it expects from what it got.
        is_harmless = data["class"] in judge.classes and key not in TELLING or key == "radd" and type(other) is int and other == 0
        if not is_harmless and not isinstance(other, (Remote, Derived)) and not data["base"] and not judge.applies(key, data):
            return NotImplemented
        return judge.ask("special", data["i"], "i" + name.rstrip("_") if in_place else key, [other])
    return operate


def _asked(name, kind=None):
    def ask(self, *arguments):
        judge, data = of(self)
        made = judge.ask("special", data["i"], name, list(arguments))
        if kind is not None and not isinstance(made, kind):
            raise TypeError(f"{name}() of the program's {data['name']} is no {kind.__name__}")
        return made
    return ask


for _name, _operator in OPERATORS.items():
    setattr(Remote, _name, _operated(_operator))
    setattr(Remote, "__r" + _name[2:], _operated(_operator, reflected=True))
    setattr(Remote, "__i" + _name[2:], _operated(_operator, in_place=True))
for _name, _operator in COMPARISONS.items():
    setattr(Remote, _name, _compared(_operator))
for _name, _operator in UNARY.items():
    setattr(Remote, _name, _asked(_operator))
for _name, (_operator, _kind) in TYPED.items():
    setattr(Remote, _name, _asked(_operator, _kind))


# What only objects of some classes have, so that hasattr(), callable() and isinstance(.., Iterable) tell the truth.
OPTIONAL = {
    name: Remote.__dict__[name]
    for name in (
        "__call__", "__iter__", "__next__", "__len__", "__await__", "__aiter__", "__anext__", "__enter__", "__exit__", "__aenter__", "__aexit__", "__getitem__", "__setitem__",
        "__delitem__", "__contains__", "__reversed__", "__int__", "__float__", "__index__", "__complex__", "__bytes__", "__abs__", "__round__",
    )
}
for _name in OPTIONAL:
    delattr(Remote, _name)


@functools.lru_cache(None)
def remote_class(can):
    """The class of proxies for objects that can so much."""
    own = {name: vars(Remote)[name] for name in ("__doc__", "__module__")}
    return type("Remote", (Remote,), {"__slots__": (), **own, **{name: OPTIONAL[name] for name in can}})


class Conversation:
    """Asks the program's side, and serves what it asks of the tests' objects meanwhile."""

    def __init__(self, fd, reading, services):
        self._channel = Channel(fd)
        self._reading = reading
        self._services = services
        self._objects = []
        self._handles = {}
        self._remotes = {}
        self._derived = {}
        self._kinds = {}
        self._closing = []
        self._live = []
        self.classes = {}
        self.asked = 0

    def applies(self, operator, data):
        return operator in self.classes.get(data["class"], ())

    def loaded(self):
        """What the program raised when it was run, or None."""
        message = self._receive()
        self._print(message.get("out"))
        failed = message.get("raise")
        if failed is None:
            return None
        error = Unpacker(self._import, self._object).unpack(failed)
        if not isinstance(error, BaseException):
            raise Broken("an exception that is none")
        return error

    def ask(self, name, *arguments):
        while self._closing:
            self._asked("close", self._closing.pop())
        return self._asked(name, *arguments)

    def _asked(self, name, *arguments):
        self.asked += 1
        packer = Packer(self._export, proxies=(Remote, Derived, BaseException))
        question = {"ask": name, "with": packer.pack(arguments), "live": name == "get" or name == "special" and arguments[1] == "getitem" or name == "call" and self._is_bound(arguments[0])}
        if changes := self._changes():
            question["changed"] = changes
        self._channel.send(question)
        answer = self._receive()
        mine = own_containers(packer.containers, arguments) if name == "call" else []
        unpacker = Unpacker(self._import, self._object, mine, self._derive)
        self._print(answer.get("out"))
        value = unpacker.unpack(answer.get("value"))
        if question["live"] and isinstance(answer.get("live"), int):
            self._live.append([answer["live"], unpacker.containers, None])
            del self._live[:-MOST_LIVE]
            self._live[-1][2] = self._contents(unpacker.containers)
        changed = answer.get("changed")
        for container, content in zip(mine, changed if isinstance(changed, list) else ()):
            unpacker.fill(container, content)
        if answer.get("raise") is not None:
            error = unpacker.unpack(answer["raise"])
            if not isinstance(error, BaseException):
                raise Broken("an exception that is none")
            raise self._passing(error)
        return value

    def _is_bound(self, handle):
        made = self._remotes.get(handle)
        return isinstance(made, Remote) and of(made)[1]["bound"] is True

    def _changes(self):
        """What the tests have done to containers that are attributes or items of the program's objects: there, they are the same."""
        changes = []
        for entry in self._live:
            contents = self._contents(entry[1])
            if contents != entry[2]:
                entry[2] = contents
                changes.append([entry[0], contents])
        return changes

    def _contents(self, containers):
        known = {id(container): [number, index] for number, made, _ in self._live for index, container in enumerate(made)}
        packer = Packer(self._export, known, (Remote, Derived, BaseException))
        return [packer.content(container) for container in containers]

    def _receive(self):
        while True:
            message = self._channel.receive()
            if not isinstance(message, dict):
                raise Broken("no message")
            if "ask" not in message:
                return message
            self._print(message.get("out"))
            self._channel.send(self._serve(message))

    def _passing(self, error):
        """StopIteration would end a loop of the tests' own, and GeneratorExit is swallowed: only tests that name them get them."""
        if isinstance(error, (StopIteration, StopAsyncIteration, GeneratorExit)) and type(error).__name__ not in self._reading.text:
            error = _tagged(RuntimeError(f"the program raised {type(error).__name__}"), error)
        return error

    def _print(self, text):
        if text:
            if not isinstance(text, str):
                raise Broken("no text")
            sys.stdout.write(text)

    def _export(self, value):
        data = of(value) if isinstance(value, Remote) else getattr(value, "__dict__", {}).get("_rlar" if not isinstance(value, type) else "_rlar_kind")
        if data is not None:
            return {"": "back", "v": data[1]["i"]}
        handle = self._handles.get(id(value))
        if handle is None:
            handle = self._handles[id(value)] = len(self._objects)
            self._objects.append(value)
        if isinstance(handle, str):
            return {"": "back", "v": int(handle)}
        if isinstance(value, BaseException):
            known = next(base.__name__ for base in type(value).__mro__ if base.__module__ == "builtins")
            return {"": "error", "i": handle, "name": known, "kind": vars(type(value)).get("_rlar_kind", (None, {"i": None}))[1]["i"], "arguments": [part if isinstance(part, (str, int, float)) else str(part) for part in value.args]}
        return {"": "handle", "i": handle}

    def _object(self, handle):
        return self._objects[handle]

    def _import(self, data):
        if data[""] == "error":
            return self._error(data)
        handle = int(data["i"])
        made = self._remotes.get(handle)
        if made is None:
            kept = {"i": handle, "class": data["class"], "name": str(data["name"]), "is": data["is"], "base": data["base"] is True, "bound": data.get("bound"), "exception": data["exception"], "can": frozenset(OPTIONAL.keys() & set(data["can"]))}
            made = self._remotes[handle] = self._made(kept)
        return made

    def _made(self, data):
        if data["exception"] is not None:
            return self._kind(data["exception"])
        if data["is"] not in ("generator", "coroutine"):
            return remote_class(data["can"])(self, data)
        made = _generator(self, data["i"]) if data["is"] == "generator" else _coroutine(self, data["i"])
        # Sent back, it is the program's own again.
        self._handles[id(made)] = str(data["i"])
        self._objects.append(made)
        return made

    def _derive(self, plain, handle):
        number = handle.get("i")
        if not isinstance(number, int):
            return plain
        made = self._derived.get(number)
        if made is None or type(made).__mro__[2] is not type(plain):
            made = self._derived[number] = _derived_from(type(plain), plain)
            made._rlar = (self, {"i": number, "class": handle.get("class")})
        return made

    def _kind(self, data, depth=0):
        """The class of an exception: the built-in or the library's own, or one made here that derives from it."""
        handle = int(data["i"])
        made = self._kinds.get(handle)
        if made is None:
            made = _known(str(data["module"]), str(data["name"])) or self._new_kind(data, depth)
            self._kinds[handle] = made
        return made

    def _new_kind(self, data, depth):
        bases = tuple(dict.fromkeys(self._kind(base, depth + 1) for base in data["bases"])) if depth < 20 else ()
        bases = bases or (_known("builtins", str(data["known"])) or Exception,)
        body = {"__module__": "solution", "_rlar_kind": (self, {"i": int(data["i"])})}
        try:
            return type(str(data["name"]), bases if any(issubclass(base, Raised) for base in bases) else (Raised, *bases), body)
        except TypeError:
            return type(str(data["name"]), (Raised, Exception), body)

    def _error(self, data):
        """An exception as the program raised it."""
        kind, arguments = self._kind(data["class"]), data["arguments"]
        arguments = Unpacker(self._import, self._object, (), self._derive).unpack(arguments)
        try:
            error = kind(*arguments)
        except Exception:
            error = kind.__new__(kind)
        error.args = tuple(arguments)
        if not isinstance(error, Raised) and kind.__module__ != "builtins":
            error.__dict__.update(data["state"])
        if data.get("cause") is not None:
            error.__cause__ = self._error(data["cause"])
        error._rlar = (self, {"i": int(data["i"]), "text": data["text"]})
        error.rlar_where = f" (line {data['line']} of the program)" if isinstance(data.get("line"), int) else ""
        return error

    def _serve(self, message):
        """What the program asks of the tests' own objects."""
        try:
            values = Unpacker(self._import, self._object, (), self._derive).unpack(message["with"])
            result = self._services[message["ask"]](self, *values)
            return {"value": Packer(self._export, proxies=(Remote, Derived, BaseException)).pack(result)}
        except (Closed, Broken):
            raise
        except BaseException as error:
            if not hasattr(error, "rlar_where"):
                error.rlar_where = ""
            return {"raise": self._export(error)}


def _tagged(error, like):
    error.rlar_where = like.rlar_where
    return error


def _known(module, name):
    """A class of exceptions that this process has too."""
    if module.partition(".")[0] not in sys.stdlib_module_names or module.partition(".")[0] == "unittest":
        return None
    kind = vars(sys.modules[module]).get(name) if module in sys.modules else None
    return kind if isinstance(kind, type) and issubclass(kind, BaseException) else None


def _derived_from(kind, plain):
    if isinstance(plain, tuple) and kind is not tuple:
        return _class_derived_from(kind)(*plain)
    return _class_derived_from(kind)(plain)


def _class_derived_from(kind):
    made = _DERIVED.get(kind)
    if made is None:
        made = _DERIVED[kind] = type(kind.__name__, (Derived, kind), {"__module__": "solution"})
    return made


_DERIVED = weakref.WeakKeyDictionary()


def _generator(judge, handle):
    """A generator that is the program's."""
    method, arguments = "__next__", []
    while True:
        done, value = judge.ask("advance", handle, method, arguments)
        if done:
            return value
        try:
            sent = yield value
            method, arguments = ("__next__", []) if sent is None else ("send", [sent])
        except GeneratorExit:
            # It may be the collector that closes it, in the middle of another question.
            judge._closing.append(handle)
            raise
        except BaseException as error:
            method, arguments = "throw", [error]


async def _coroutine(judge, handle):
    return judge.ask("await_", handle)
