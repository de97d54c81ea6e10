"""What the two sides say to each other, from the tests' side: questions about the program's objects, and the program's own about the tests' objects."""
import sys
import weakref

from remote import OPTIONAL, Derived, Raised, Remote, of, remote_class
from wire import Broken, Channel, Closed, Packer, Unpacker, own_containers

MOST_LIVE = 32


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
        self.derived = {}
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
