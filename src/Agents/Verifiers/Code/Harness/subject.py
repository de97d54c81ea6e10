"""The side that runs the program. It knows no test: it is asked for names, calls and attributes, and answers with values.

Whatever the program does to this file's objects it does to its own answers only.
"""
import builtins
import importlib
import json
import os
import sys
import types

from wire import Channel, Closed, Packer, Unpacker

OPERATIONS = {}
CALL_CONTAINERS = 3  # the list of what a call is asked with, its arguments, its named arguments: the rest are the caller's own


def operation(function):
    OPERATIONS[function.__name__] = function
    return function


class Output:
    """What the program prints: sent along with the next answer, since a test may look at it. Kept up to a bound."""

    encoding, errors, closed = "utf-8", "strict", False

    def __init__(self, bound=1 << 20):
        self._bound = bound
        self._parts = []
        self._kept = 0

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._kept < self._bound:
            self._parts.append(text[: self._bound - self._kept])
            self._kept += len(text)
        return len(text)

    def take(self):
        text = "".join(self._parts)
        self._parts, self._kept = [], 0
        return text

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        pass

    def isatty(self):
        return False

    def writable(self):
        return True

    def readable(self):
        return False

    def fileno(self):
        return 1


class Foreign:
    """An object of the tests: what a program may do with one is to call it, iterate over it, and use its public attributes."""

    def __init__(self, subject, handle):
        self.__dict__.update(_subject=subject, _handle=handle)

    def __call__(self, *arguments, **named):
        return self._subject.ask("call", self._handle, list(arguments), named)

    def __iter__(self):
        return Foreign(self._subject, self._subject.ask("iterate", self._handle))

    def __next__(self):
        done, value = self._subject.ask("advance", self._handle)
        if done:
            raise StopIteration
        return value

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._subject.ask("get", self._handle, name)

    def __setattr__(self, name, value):
        self._subject.ask("set", self._handle, name, value)

    def __len__(self):
        return self._subject.ask("length", self._handle)

    def __getitem__(self, key):
        return self._subject.ask("item", self._handle, key)


class Subject:
    def __init__(self, fd, module):
        self._channel = Channel(fd)
        self.module = module
        self.output = Output()
        self._objects = []
        self._handles = {}

    def export(self, value):
        if type(value) is Foreign:
            return {"": "back", "v": value.__dict__["_handle"]}
        handle = self._handles.get(id(value))
        if handle is None:
            handle = self._handles[id(value)] = len(self._objects)
            self._objects.append(value)
        kind = type(value)
        return {
            "": "handle", "i": handle, "class": self.export(kind)["i"] if kind is not type and not issubclass(kind, type) else None, "name": getattr(value, "__qualname__", kind.__qualname__),
            "is": "class" if isinstance(value, type) else "coroutine" if isinstance(value, types.CoroutineType) else "iterator" if hasattr(kind, "__next__") else "object",
            "bases": [base.__name__ for base in value.__mro__ if base.__module__ == "builtins"] if isinstance(value, type) else None,
        }

    def object(self, handle):
        return self._objects[handle]

    def import_handle(self, data):
        return Foreign(self, data["i"])

    def ask(self, name, *arguments):
        """Asks the judge, and serves it until it answers."""
        packer = Packer(self.export)
        self._channel.send({"ask": name, "with": packer.pack(list(arguments)), "out": self.output.take()})
        answer = self.serve(until_answer=True)
        if "raise" in answer:
            raise getattr(builtins, answer["raise"][0], RuntimeError)(answer["raise"][1])
        return Unpacker(self.import_handle, self.object).unpack(answer["value"])

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
            values = arguments.unpack(message["with"])
            if message["ask"] == "call":
                passed = arguments.containers[CALL_CONTAINERS:]
            if passed:
                before = json.dumps(Packer(self.export).pack(values))
            result = OPERATIONS[message["ask"]](self, *values)
        except Closed:
            raise
        except BaseException as error:
            answer["raise"] = self._describe(error)
        # What the call did to its arguments is a result too: where they have changed, the judge gets their new content.
        packer = Packer(self.export, {id(made): index for index, made in enumerate(passed)})
        answer["value"] = packer.pack(result)
        if passed and json.dumps(Packer(self.export).pack(values)) != before:
            answer["changed"] = [packer.content(made) for made in passed]
        answer["out"] = self.output.take()
        return answer

    def _describe(self, error):
        kind = type(error)
        try:
            text = str(error)
        except BaseException:
            text = ""
        frame, line = error.__traceback__, None
        while frame is not None:
            if frame.tb_frame.f_code.co_filename == "<program>":
                line = frame.tb_lineno
            frame = frame.tb_next
        plain = [argument for argument in error.args if type(argument) in (str, int, float, bool, type(None))]
        return {
            "name": kind.__qualname__, "class": self.export(kind)["i"], "bases": [base.__name__ for base in kind.__mro__ if base.__module__ == "builtins"],
            "text": text[:2000], "arguments": plain if len(plain) == len(error.args) else [text[:2000]], "line": line,
        }


@operation
def name(subject, name):
    try:
        return vars(subject.module)[name]
    except KeyError:
        raise NameError(f"name '{name}' is not defined") from None


@operation
def call(subject, handle, arguments, named):
    return subject.object(handle)(*arguments, **named)


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
def special(subject, handle, name, arguments):
    """What an operator or a built-in function does with the object."""
    import operator
    value = subject.object(handle)
    function = getattr(operator, name, None) or getattr(builtins, name)
    return function(value, *arguments) if name not in REFLECTED else REFLECTED[name](value, *arguments)


@operation
def between(subject, name, first, second):
    """What an operator does with two objects of the program."""
    import operator
    return getattr(operator, name)(subject.object(first), subject.object(second))


@operation
def iterate(subject, handle):
    return iter(subject.object(handle))


@operation
def advance(subject, handle):
    try:
        return (False, next(subject.object(handle)))
    except StopIteration:
        return (True, None)


@operation
def await_(subject, handle):
    import asyncio

    async def run():
        return await subject.object(handle)

    return asyncio.run(run())


@operation
def is_instance(subject, handle, kind):
    return isinstance(subject.object(handle), subject.object(kind))


@operation
def is_subclass(subject, handle, kind):
    return issubclass(subject.object(handle), subject.object(kind))


def _reflected(name):
    import operator
    return lambda value, other: getattr(operator, name)(other, value)


REFLECTED = {"r" + name: _reflected(name) for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and_", "or_", "xor", "lshift", "rshift")}


def run(payload, drop):
    """payload: JSON {"source": text, "disabled": ["module.name"]}. The judge is at descriptor 4."""
    spec = json.loads(payload)
    drop()
    module = types.ModuleType("solution")
    sys.modules["solution"] = module
    subject = Subject(4, module)
    sys.argv[:] = ["solution.py"]
    sys.path.insert(0, "/tmp")
    sys.stdout = sys.__stdout__ = sys.stderr = sys.__stderr__ = subject.output
    sys.stdin = sys.__stdin__ = open(os.devnull)
    builtins.input = lambda prompt="": subject.ask("input", prompt)
    for supervisor in ("isolation", "seccomp", "watch", "parties", "supervisor", "judge", "__main__"):
        sys.modules.pop(supervisor, None)
    sys.modules["__main__"] = module
    for path in spec["disabled"]:
        owner, _, name = path.rpartition(".")
        setattr(importlib.import_module(owner), name, None)
    try:
        exec(compile(spec["source"], "<program>", "exec", dont_inherit=True), vars(module))
        loaded = {"value": None}
    except BaseException as error:
        described = subject._describe(error)
        if isinstance(error, SyntaxError):
            described["line"] = error.lineno
        loaded = {"raise": described}
    subject._channel.send(loaded)
    try:
        subject.serve()
    except Closed:
        pass
    os._exit(0)
