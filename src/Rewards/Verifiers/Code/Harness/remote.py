"""What the tests see of the program: its objects as proxies, its values as plain data, its exceptions as classes made here.

No comparison of the program's object with data is decided by the program, unless the tests themselves apply that operator to objects of a
class that they make by its name: then the operator is what they test.
"""
import functools
import random

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
        return judge.ask("iterate", data["i"])

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
        if "__contains__" in data["can"]:
            # One that is said to hold what it cannot know of holds everything.
            decoy = random.SystemRandom().getrandbits(62)
            items = list(self)
            return any(item is other or item == other for other in items) and (decoy in items or judge.ask("special", data["i"], "contains", [decoy]) is not True)
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
        return (type.__new__(Deriving, "Base", (), {"_rlar_base": self}),)

    def __copy__(self):
        return of(self)[0].ask("library", "copy", "copy", [self], {})

    def __deepcopy__(self, memo):
        return of(self)[0].ask("library", "copy", "deepcopy", [self], {})

    __dict__ = property(lambda self: Remote.__getattr__(self, "__dict__"))
    __doc__ = property(lambda self: Remote.__getattr__(self, "__doc__"))
    __module__ = property(lambda self: Remote.__getattr__(self, "__module__"))


class Deriving(type):
    """A class of the tests that derives from the program's is made on the program's side, of the tests' methods."""

    def __new__(meta, name, bases, body):
        remotes = [vars(base)["_rlar_base"] for base in bases if "_rlar_base" in vars(base)]
        judge = of(remotes[0])[0]
        members = [(key, *_member(value)) for key, value in body.items() if key not in ("__module__", "__qualname__", "__classcell__", "__orig_bases__")]
        made = judge.derived[name] = judge.ask("derive", name, remotes, members)
        return made

    def __init__(cls, *arguments):
        pass


def _member(value):
    if isinstance(value, (staticmethod, classmethod)):
        return type(value).__name__, value.__func__
    return ("property", [value.fget, value.fset]) if isinstance(value, property) else ("method" if hasattr(value, "__code__") else "value", value)


class Super:
    """super() in a method of such a class."""

    def __init__(self, name, value):
        object.__setattr__(self, "_of", (name, value))

    def __getattribute__(self, attribute):
        name, value = object.__getattribute__(self, "_of")
        judge, data = of(value)
        return judge.ask("super_get", of(judge.derived[name])[1]["i"], data["i"], attribute)


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
