"""What the program finds of the tests: their objects as proxies, their standard input, and a standard output that they read."""


class Output:
    """What the program prints: sent along with the next answer, since a test may look at it. Kept up to a bound."""

    encoding, errors, closed, newlines = "utf-8", "strict", False, None

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

    @property
    def buffer(self):
        return self

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


class Input:
    """The tests' standard input, as they have replaced it."""

    encoding, errors, closed = "utf-8", "strict", False

    def __init__(self, subject):
        self._subject = subject

    def read(self, size=-1):
        return self._subject.ask("stdin", "read", size)

    def readline(self, size=-1):
        return self._subject.ask("stdin", "readline", size)

    def readlines(self):
        return list(self)

    def close(self):
        """What a forked process does to it first."""

    def __iter__(self):
        return iter(self.readline, "")

    def isatty(self):
        return False

    def fileno(self):
        return 0


class Foreign:
    """An object of the tests. One object of theirs is one object here."""

    __slots__ = ("_subject", "_handle", "__weakref__")

    def __init__(self, subject, handle):
        object.__setattr__(self, "_subject", subject)
        object.__setattr__(self, "_handle", handle)

    def __call__(self, *arguments, **named):
        return self._subject.ask("call", self._handle, list(arguments), named)

    def __getattr__(self, name):
        if name.startswith("_") and name not in ("__name__", "__qualname__"):
            raise AttributeError(name)
        return self._subject.ask("get", self._handle, name)

    def __setattr__(self, name, value):
        self._subject.ask("set", self._handle, name, value)

    def __next__(self):
        done, value = self._subject.ask("advance", self._handle)
        if done:
            raise StopIteration
        return value

    def __await__(self):
        return self._subject.ask("await", self._handle)
        yield

    def __instancecheck__(self, value):
        return self._subject.ask("isinstance", self._handle, value)

    def __exit__(self, *error):
        return self._subject.ask("special", self._handle, "exit", [None, None, None] if error[0] is None else [error[0], error[1], None])

    @property
    def __doc__(self):
        return self._subject.ask("get", self._handle, "__doc__")

    def __copy__(self):
        return self._subject.ask("special", self._handle, "copy", [])

    def __deepcopy__(self, memo):
        return self._subject.ask("special", self._handle, "deepcopy", [])


def _forwarded(name):
    return lambda self, *arguments: self._subject.ask("special", self._handle, name, list(arguments))


SPECIAL = (
    "iter len bool str repr hash int float index abs neg pos invert round enter getitem setitem delitem contains eq ne lt le gt ge add sub mul truediv floordiv mod pow "
    "matmul and or xor lshift rshift radd rsub rmul rtruediv rfloordiv rmod rpow reversed divmod"
).split()
for _name in SPECIAL:
    setattr(Foreign, f"__{_name}__", _forwarded(_name))
