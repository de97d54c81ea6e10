"""The side that runs the program. It knows no test: it is asked for names, calls and attributes, and answers with values.

Whatever the program does to this file's objects it does to its own answers only.
"""
import builtins
import importlib
import inspect
import json
import os
import sys
import types

from children import cut_off_children, lay_down
from foreign import Foreign, Input, Output
from presumed import presume
from wire import Channel, Closed, Packer, Unpacker, own_containers

OPERATIONS = {}
DEEPEST_VALUE = 6000
MOST_LIVE = 64  # containers in one answer
ASKED_FOR = [
    f"__{name}__"
    for name in "call iter next len await aiter anext enter exit aenter aexit getitem setitem delitem contains reversed int float index complex bytes abs round".split()
]
HARNESS = ("presumed", "children", "isolation", "seccomp", "watch", "meter", "parties", "supervisor", "judge", "remote", "reading", "serving", "numeric", "standin", "cases", "conversation", "__main__")


def operation(function):
    OPERATIONS[function.__name__] = function
    return function


class Subject:
    def __init__(self, fd, module):
        self._channel = Channel(fd)
        self.module = module
        self.output = Output()
        self.patched = {}
        self._objects = []
        self._handles = {}
        self._foreign = {}
        self._loop = None
        self._live = []

    def export(self, value):
        if type(value) is Foreign:
            return {"": "back", "v": value._handle}
        if isinstance(value, BaseException):
            return self.describe(value)
        kind = type(value)
        return {
            "": "handle", "i": self._handle_of(value), "class": self._handle_of(kind), "name": str(getattr(value, "__qualname__", kind.__qualname__)),
            "is": _is(value), "base": isinstance(value, (list, dict, set)), "bound": kind is types.MethodType, "can": _can(value, kind), "exception": self._exception(value) if isinstance(value, type) and issubclass(value, BaseException) else None,
        }

    def __getitem__(self, place):
        """One of the containers of an answer that the tests may change."""
        return self._live[place[0]][place[1]]

    def _handle_of(self, value):
        handle = self._handles.get(id(value))
        if handle is None:
            handle = self._handles[id(value)] = len(self._objects)
            self._objects.append(value)
        return handle

    def _exception(self, kind):
        """A class of exceptions and those that it derives from, as far as the program itself defines them."""
        known = kind.__module__ != "solution"
        bases = [] if known else [self._exception(base) for base in kind.__bases__ if issubclass(base, BaseException)]
        return {"i": self._handle_of(kind), "module": kind.__module__, "name": kind.__qualname__.rpartition(".")[2], "bases": bases, "known": _built_in(kind)}

    def object(self, handle):
        return self._objects[handle]

    def import_handle(self, data):
        if data[""] == "error":
            return _rebuilt(self, data)
        handle = data["i"]
        made = self._foreign.get(handle)
        if made is None:
            made = self._foreign[handle] = Foreign(self, handle)
        return made

    def ask(self, name, *arguments):
        """Asks the judge, and serves it until it answers."""
        self._channel.send({"ask": name, "with": Packer(self.export, proxies=Foreign).pack(list(arguments)), "out": self.output.take()})
        answer = self.serve(until_answer=True)
        unpacker = Unpacker(self.import_handle, self.object)
        if "raise" in answer:
            raise unpacker.unpack(answer["raise"])
        return unpacker.unpack(answer["value"])

    def serve(self, until_answer=False):
        while True:
            message = self._channel.receive()
            if "ask" not in message:
                if until_answer:
                    return message
                continue
            self._channel.send(self._answer(message))

    def _answer(self, message):
        arguments, passed, before, answer, result = Unpacker(self.import_handle, self.object), [], None, {}, None
        try:
            for number, contents in message.get("changed", ()):
                refill = Unpacker(self.import_handle, self.object, self)
                for container, content in zip(self._live[number], contents):
                    refill.fill(container, content)
            values = arguments.unpack(message["with"])
            if message["ask"] == "call":
                passed = own_containers(arguments.containers, values)
            if passed:
                before = json.dumps(Packer(self.export).pack(values))
            result = OPERATIONS[message["ask"]](self, *values)
        except Closed:
            raise
        except BaseException as error:
            answer["raise"] = self.describe(error)
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(limit, DEEPEST_VALUE))
        # What the call did to its arguments is a result too: where they have changed, the judge gets their new content.
        packer = Packer(self.export, {id(made): index for index, made in enumerate(passed)}, Foreign)
        if type(result) is Kept:
            answer["value"] = self.export(result.value)
        else:
            answer["value"] = packer.pack(result)
        if message.get("live") and 0 < len(packer.containers) <= MOST_LIVE:
            answer["live"] = len(self._live)
            self._live.append(packer.containers)
        if passed and json.dumps(Packer(self.export).pack(values)) != before:
            answer["changed"] = [packer.content(made) for made in passed]
        sys.setrecursionlimit(limit)
        answer["out"] = self.output.take()
        return answer

    def describe(self, error, depth=0):
        handle = getattr(error, "rlar_handle", None)
        if handle is not None:
            return {"": "back", "v": handle}
        try:
            text = str(error)
        except BaseException:
            text = ""
        frame, line = error.__traceback__, None
        while frame is not None:
            if frame.tb_frame.f_code.co_filename == "<program>":
                line = frame.tb_lineno
            frame = frame.tb_next
        state = {name: value for name, value in vars(error).items() if type(value) in (str, int, float, bool, type(None))}
        return {
            "": "error", "i": self._handle_of(error), "class": self._exception(type(error)), "text": text[:2000], "line": line, "state": state,
            "arguments": Packer(self.export, proxies=Foreign).pack([str(part)[:2000] if isinstance(part, BaseException) else part for part in error.args]),
            "cause": self.describe(error.__cause__, depth + 1) if isinstance(error.__cause__, BaseException) and depth < 4 else None,
        }

    def loop(self):
        import asyncio
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        return self._loop


class Kept:
    """A result that crosses as a handle, whatever it is."""

    def __init__(self, value):
        self.value = value


def _can(value, kind):
    """The special methods of an object's class that decide what it is taken for."""
    can = [name for name in ASKED_FOR if getattr(kind, name, None) is not None]
    return can + ["__getitem__"] if isinstance(value, type) and hasattr(value, "__class_getitem__") else can


def _is(value):
    if isinstance(value, type):
        return "class"
    if isinstance(value, types.CoroutineType):
        return "coroutine"
    if isinstance(value, types.GeneratorType):
        return "generator"
    return "iterator" if hasattr(type(value), "__next__") else "object"


def _built_in(kind):
    """The nearest exception class of Python's own."""
    return next(base.__name__ for base in kind.__mro__ if base.__module__ == "builtins")


def _rebuilt(subject, data):
    """An exception of the tests as one that the program can catch by its built-in class."""
    kind = getattr(builtins, data["name"], RuntimeError) if data["kind"] is None else subject.object(data["kind"])
    try:
        error = kind(*data["arguments"])
    except TypeError:
        error = RuntimeError(*data["arguments"])
    error.rlar_handle = data["i"]
    return error


@operation
def name(subject, name):
    names = vars(subject.module)
    try:
        return names[name]
    except KeyError:
        # LeetCode's form of a function.
        if hasattr(solution := names.get("Solution"), name) and isinstance(solution, type) and not name.startswith("_"):
            return getattr(solution(), name)
        raise NameError(f"name '{name}' is not defined") from None


@operation
def bind(subject, name, value):
    setattr(subject.module, name, value)


@operation
def unbind(subject, name):
    delattr(subject.module, name)


@operation
def call(subject, handle, arguments, named, keep):
    made = subject.object(handle)(*arguments, **named)
    return Kept(made) if keep and type(made) not in (list, dict, set) and isinstance(made, (list, dict, set)) else made


@operation
def get(subject, handle, name):
    return getattr(subject.object(handle), name)


@operation
def set_(subject, handle, name, value):
    setattr(subject.object(handle), name, value)


@operation
def delete(subject, handle, name):
    delattr(subject.object(handle), name)


@operation
def content(subject, handle):
    value = subject.object(handle)
    base = next(base for base in (list, dict, set) if isinstance(value, base))
    return base(base.items(value) if base is dict else base.__iter__(value))


@operation
def special(subject, handle, name, arguments):
    """What an operator or a built-in function does with the object."""
    import operator
    value = subject.object(handle)
    if name in REFLECTED:
        return REFLECTED[name](value, *arguments)
    return (getattr(operator, name, None) or getattr(builtins, name))(value, *arguments)


@operation
def method(subject, handle, name, arguments):
    """A special method by its name, of the object's class."""
    value = subject.object(handle)
    return getattr(type(value), name)(value, *arguments)


@operation
def iterate(subject, handle):
    return Kept(iter(subject.object(handle)))


@operation
def advance(subject, handle, method, arguments):
    """The next value of an iterator, or what it returns at its end."""
    value = subject.object(handle)
    try:
        return (False, next(value) if method == "__next__" else getattr(value, method)(*arguments))
    except StopIteration as stop:
        return (True, stop.value)


@operation
def await_(subject, handle):
    value = subject.object(handle)

    async def run():
        return await value

    return subject.loop().run_until_complete(run())


@operation
def advance_async(subject, handle):
    try:
        return (False, subject.loop().run_until_complete(anext(subject.object(handle))))
    except StopAsyncIteration:
        return (True, None)


@operation
def close(subject, handle):
    subject.object(handle).close()


@operation
def is_instance(subject, handle, kind):
    return isinstance(subject.object(handle), subject.object(kind))


@operation
def is_subclass(subject, handle, kind):
    return issubclass(subject.object(handle), subject.object(kind))


@operation
def library(subject, module, function, arguments, named):
    """A function of the library that looks into objects (dataclasses.asdict, copy.deepcopy, inspect.signature)."""
    made = getattr(importlib.import_module(module), function)(*arguments, **named)
    return Kept(made) if module == "copy" else made


@operation
def derive(subject, name, bases, members):
    """A class of the tests that derives from the program's."""
    body = {"__module__": "solution"}
    for key, kind, value in members:
        if kind == "property":
            body[key] = property(*value)
        elif kind == "value":
            body[key] = value
        else:
            wrap = {"staticmethod": staticmethod, "classmethod": classmethod}.get(kind, lambda function: function)
            body[key] = wrap(lambda *arguments, _function=value, **named: _function(*arguments, **named))
    return types.new_class(name, tuple(bases), exec_body=lambda made: made.update(body))


@operation
def super_get(subject, kind, handle, name):
    return getattr(super(subject.object(kind), subject.object(handle)), name)


@operation
def patch(subject, module, name, value):
    owner = importlib.import_module(module)
    subject.patched.setdefault((module, name), getattr(owner, name))
    setattr(owner, name, value)


@operation
def unpatch(subject, module, name):
    setattr(importlib.import_module(module), name, subject.patched.pop((module, name)))


@operation
def seed(subject, arguments):
    import random
    random.seed(*arguments)


def _reflected(name):
    import operator
    return lambda value, other: getattr(operator, name)(other, value)


REFLECTED = {"r" + name: _reflected(name) for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and_", "or_", "xor", "lshift", "rshift")}


def run(payload, drop):
    """payload: JSON {"source": text, "presumed": bool, "disabled": ["module.name"]}. The judge is at descriptor 4."""
    spec = json.loads(payload)
    drop()
    module = types.ModuleType("solution")
    sys.modules["solution"] = module
    subject = Subject(4, module)
    sys.argv[:] = ["solution.py"]
    sys.path.insert(0, "/tmp")
    sys.stdout = sys.__stdout__ = sys.stderr = sys.__stderr__ = subject.output
    sys.stdin = sys.__stdin__ = Input(subject)
    builtins.input = lambda prompt="": subject.ask("input", prompt)
    for supervisor in HARNESS:
        sys.modules.pop(supervisor, None)
    sys.modules["__main__"] = module
    if spec["presumed"]:
        presume()
    lay_down(spec["source"])
    for path in spec["disabled"]:
        owner, _, name = path.rpartition(".")
        setattr(importlib.import_module(owner), name, None)
    cut_off_children(4)
    # The program has as many frames to itself as in a process of its own.
    sys.setrecursionlimit(sys.getrecursionlimit() + len(inspect.stack(0)) + 2)
    try:
        exec(compile(spec["source"], "<program>", "exec", dont_inherit=True), vars(module))
        loaded = {"value": None}
    except BaseException as error:
        described = subject.describe(error)
        if isinstance(error, SyntaxError):
            described["line"] = error.lineno
        loaded = {"raise": described}
    subject._channel.send({**loaded, "out": subject.output.take()})
    try:
        subject.serve()
    except Closed:
        pass
    os._exit(0)
