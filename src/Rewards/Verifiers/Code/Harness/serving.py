"""What the program may do with the tests' objects, and which functions of the library look into the program's objects on its own side."""
import copy
import importlib
import operator
import sys
import types

from remote import Derived, Remote, of

# By the classes of the tests' own objects: those that the tests define, mocks, and texts as files.
OPEN = {("io", "StringIO"), ("io", "BytesIO"), ("_io", "StringIO"), ("_io", "BytesIO")}
NAMES = ("__name__", "__qualname__", "__doc__")
DELEGATED = {
    "dataclasses": ("asdict", "astuple", "is_dataclass", "replace"),
    "inspect": ("signature", "getdoc", "isfunction", "isclass", "ismethod", "isgeneratorfunction", "iscoroutinefunction", "isabstract", "isasyncgenfunction", "isasyncgen"),
    "asyncio": ("iscoroutinefunction",),
}


def _exit(value, error):
    return type(value).__exit__(value, *error)


SPECIAL = {
    "iter": iter, "len": len, "bool": bool, "str": str, "repr": repr, "hash": hash, "int": int, "float": float, "index": operator.index, "abs": abs, "neg": operator.neg,
    "pos": operator.pos, "invert": operator.invert, "round": round, "enter": lambda value: type(value).__enter__(value), "exit": lambda value, *error: _exit(value, error),
    "getitem": operator.getitem, "setitem": operator.setitem, "delitem": operator.delitem, "contains": operator.contains, "copy": copy.copy, "deepcopy": copy.deepcopy,
    "reversed": reversed, "divmod": divmod,
}
for _name in ("eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "xor"):
    SPECIAL[_name] = getattr(operator, _name)
SPECIAL["and"], SPECIAL["or"] = operator.and_, operator.or_
for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"):
    SPECIAL["r" + _name] = lambda value, other, apply=SPECIAL[_name]: apply(other, value)


def _call(judge, handle, arguments, named):
    return judge._object(handle)(*arguments, **named)


def _advance(judge, handle):
    try:
        return (False, next(judge._object(handle)))
    except StopIteration:
        return (True, None)


def _get(judge, handle, name):
    value = judge._object(handle)
    if name in NAMES and isinstance(value, (types.FunctionType, type)):
        return getattr(value, name)
    return getattr(_opened(value, name), name)


def _set(judge, handle, name, value):
    owner = _opened(judge._object(handle), name)
    kind = owner if isinstance(owner, type) else type(owner)
    declared = getattr(kind, name, None)
    # What a class of the tests can do stays as it is, and so do the counts of a mock: a program could answer for them.
    if callable(declared) or declared is not None and kind.__module__ == "unittest.mock" and name not in ("return_value", "side_effect"):
        raise AttributeError(f"'{kind.__name__}' object attribute '{name}' is read-only")
    setattr(owner, name, value)


def _opened(value, name):
    kind = value if isinstance(value, type) else type(value)
    module = kind.__dict__.get("__module__")
    if name.startswith("_") or module not in ("__main__", "unittest.mock") and (module, kind.__name__) not in OPEN:
        raise AttributeError(name)
    return value


def _special(judge, handle, name, arguments):
    return SPECIAL[name](judge._object(handle), *arguments)


def _await(judge, handle):
    """In a thread of its own, since the tests' event loop may be what waits for the program."""
    import asyncio
    import threading
    outcome = []

    async def wait():
        return await judge._object(handle)

    def work():
        try:
            outcome.append((asyncio.run(wait()), None))
        except BaseException as error:
            outcome.append((None, error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    value, error = outcome[0]
    if error is not None:
        raise error
    return value


def _stdin(judge, method, size):
    return getattr(sys.stdin, "readline" if method == "readline" else "read")(size)


SERVICES = {
    "call": _call, "advance": _advance, "get": _get, "set": _set, "special": _special, "await": _await, "stdin": _stdin, "input": lambda judge, prompt: input(prompt),
    "isinstance": lambda judge, handle, value: isinstance(value, judge._object(handle)),
}


def delegate(judge, source):
    """Lets what tests use of the library reach the program's side: functions that look into objects, random.seed, and mock.patch."""
    for module, functions in DELEGATED.items():
        if module in source:
            _wrap(judge, module, functions)
    if "random.seed" in source or "seed(" in source:
        _wrap_seed(judge)
    if "mock" in source:
        _wrap_mock(judge)


def _wrap(judge, module, functions):
    owner = importlib.import_module(module)
    for name in functions:
        original = getattr(owner, name)

        def function(value, *arguments, _name=name, _original=original, **named):
            if isinstance(value, (Remote, Derived)):
                return judge.ask("library", module, _name, [value, *arguments], named)
            return _original(value, *arguments, **named)

        setattr(owner, name, function)


def _wrap_seed(judge):
    import random
    original = random.seed

    def seed(*arguments):
        original(*arguments)
        judge.ask("seed", list(arguments))

    random.seed = seed


def patch(judge, owner, name, value):
    """Where the tests replace a name of a library module, the program finds it replaced too."""
    if type(owner) is types.ModuleType and owner.__name__.partition(".")[0] in sys.stdlib_module_names and (owner.__name__, name) not in KEPT:
        judge.ask("patch", owner.__name__, name, value)


def unpatch(judge, owner, name):
    if type(owner) is types.ModuleType and owner.__name__.partition(".")[0] in sys.stdlib_module_names and (owner.__name__, name) not in KEPT:
        judge.ask("unpatch", owner.__name__, name)


# What the program reaches through the tests' side as it is.
KEPT = {("builtins", "input"), ("sys", "stdin"), ("sys", "stdout"), ("sys", "stderr"), ("sys", "modules"), ("sys", "path")}


def _wrap_mock(judge):
    from unittest import mock
    enter, leave = mock._patch.__enter__, mock._patch.__exit__

    def __enter__(self):
        made = enter(self)
        patch(judge, self.target, self.attribute, getattr(self.target, self.attribute))
        return made

    def __exit__(self, *error):
        owner = self.target
        unpatch(judge, owner, self.attribute)
        return leave(self, *error)

    mock._patch.__enter__, mock._patch.__exit__ = __enter__, __exit__
