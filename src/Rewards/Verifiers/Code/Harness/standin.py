"""What tests use of pytest, which need not be installed."""
import io
import math
import os
import re
import sys
import types

from numeric import Missing


judge = None  # set by judge.py


class Skipped(BaseException):
    """A test skipped itself."""


class Failed(AssertionError):
    """pytest.fail(), or an exception that did not come."""


def skips():
    unittest = sys.modules.get("unittest")
    return (Skipped, unittest.SkipTest) if unittest else (Skipped,)


class Mark:
    def __init__(self, name, arguments=(), named=None):
        self.name, self.arguments, self.named = name, arguments, named or {}

    def __call__(self, *arguments, **named):
        if len(arguments) == 1 and not named and (isinstance(arguments[0], type) or callable(arguments[0]) and hasattr(arguments[0], "__code__")):
            arguments[0].__dict__.get("pytestmark") is None and setattr(arguments[0], "pytestmark", [])
            arguments[0].pytestmark = [*arguments[0].pytestmark, self]
            return arguments[0]
        return Mark(self.name, arguments, named)


class Marks:
    def __getattr__(self, name):
        return Mark(name)


class Parameters(tuple):
    """pytest.param()"""


class Fixture:
    def __init__(self, function, name=None, params=None, autouse=False, scope="function"):
        self.function, self.name, self.params, self.autouse, self.scope = function, name or function.__name__, params, autouse, scope

    def __call__(self, *arguments):
        raise Failed(f"fixture '{self.name}' called directly")

    def __get__(self, instance, owner):
        return self if instance is None else Fixture(types.MethodType(self.function, instance), self.name, self.params, self.autouse, self.scope)


def fixture(function=None, *, scope="function", params=None, autouse=False, ids=None, name=None):
    if function is not None:
        return Fixture(function)
    return lambda made: Fixture(made, name, params, autouse, scope)


class Caught:
    def __init__(self, kinds, match):
        self._kinds, self._match, self.value = kinds, match, None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is None:
            raise Failed(f"DID NOT RAISE {self._kinds}")
        if not isinstance(error, self._kinds):
            return False
        self.value, self.type, self.tb = error, kind, trace
        if self._match is not None:
            self.match(self._match)
        return True

    def match(self, pattern):
        if not re.search(pattern, str(self.value)):
            raise AssertionError(f"{pattern!r} does not match {str(self.value)!r}")
        return True

    def __str__(self):
        return str(self.value)


def raises(kinds, *arguments, match=None, **named):
    caught = Caught(kinds, match)
    if not arguments:
        return caught
    with caught:
        arguments[0](*arguments[1:], **named)
    return caught


class approx:
    """Equal to within the larger of rel times the expected value and abs, element by element."""

    __array_ufunc__ = None
    __array_priority__ = 100

    def __init__(self, expected, rel=None, abs=None, nan_ok=False):
        self._expected, self._rel, self._abs, self._nan = expected, rel, abs, nan_ok

    def __eq__(self, actual):
        return self._same(actual, self._expected)

    def __repr__(self):
        return f"approx({self._expected!r})"

    def _same(self, actual, expected):
        if isinstance(expected, dict):
            return isinstance(actual, dict) and actual.keys() == expected.keys() and all(self._same(actual[key], expected[key]) for key in expected)
        if hasattr(expected, "__len__") and not isinstance(expected, (str, bytes)):
            sized = hasattr(type(actual), "__len__") and not isinstance(actual, (str, bytes, dict))
            return sized and len(actual) == len(expected) and all(self._same(one, other) for one, other in zip(actual, expected))
        if isinstance(expected, bool) or not hasattr(type(expected), "__abs__") or not hasattr(type(actual), "__abs__") or isinstance(actual, str):
            return bool(actual == expected)
        return self._near(actual, expected)

    def _near(self, actual, expected):
        if actual == expected:
            return True
        try:
            if actual != actual or expected != expected:
                return bool(self._nan and actual != actual and expected != expected)
            if math.isinf(abs(expected)) or math.isinf(abs(actual)):
                return False
            absolute = 1e-12 if self._abs is None else self._abs
            relative = (1e-6 if self._rel is None else self._rel) * float(abs(expected)) if self._rel is not None or self._abs is None else 0
            return bool(abs(expected - actual) <= type(abs(expected))(max(absolute, relative)) if not isinstance(expected, int) else abs(expected - actual) <= max(absolute, relative))
        except TypeError:
            return False


class MonkeyPatch:
    def __init__(self, judge):
        self._judge, self._undo = judge, []

    def setattr(self, target, name, *value, raising=True):
        from serving import patch, unpatch
        if isinstance(target, str):
            value, (path, _, name) = (name,), target.rpartition(".")
            target = _resolved(path)
        had = getattr(target, name, None)
        if raising and not hasattr(target, name):
            raise AttributeError(f"{target!r} has no attribute {name!r}")
        setattr(target, name, value[0])
        patch(self._judge, target, name, value[0])
        self._undo.append(lambda: (unpatch(self._judge, target, name), setattr(target, name, had)))

    def delattr(self, target, name, raising=True):
        had = getattr(target, name)
        delattr(target, name)
        self._undo.append(lambda: setattr(target, name, had))

    def setitem(self, mapping, key, value):
        had, before = key in mapping, mapping.get(key)
        mapping[key] = value
        self._undo.append(lambda: mapping.__setitem__(key, before) if had else mapping.pop(key, None))

    def setenv(self, name, value, prepend=None):
        self.setitem(os.environ, name, str(value))

    def delenv(self, name, raising=True):
        had = os.environ.pop(name, None)
        self._undo.append(lambda: None if had is None else os.environ.__setitem__(name, had))

    def chdir(self, path):
        had = os.getcwd()
        os.chdir(path)
        self._undo.append(lambda: os.chdir(had))

    def syspath_prepend(self, path):
        sys.path.insert(0, str(path))

    def undo(self):
        while self._undo:
            self._undo.pop()()


def _resolved(path):
    import importlib
    try:
        return importlib.import_module(path)
    except ImportError:
        owner, _, name = path.rpartition(".")
        return getattr(_resolved(owner), name)


class Captured(tuple):
    out = property(lambda self: self[0])
    err = property(lambda self: self[1])


class Capsys:
    def __init__(self):
        self._had, self._out, self._err = (sys.stdout, sys.stderr), io.StringIO(), io.StringIO()
        sys.stdout, sys.stderr = self._out, self._err

    def readouterr(self):
        taken = Captured((self._out.getvalue(), self._err.getvalue()))
        for stream in (self._out, self._err):
            stream.seek(0), stream.truncate()
        return taken

    def close(self):
        sys.stdout, sys.stderr = self._had


def skip(reason="", **named):
    raise Skipped(str(reason))


def _fail(reason="", **named):
    raise Failed(str(reason))


def _importorskip(name, **named):
    import importlib
    try:
        return importlib.import_module(name)
    except ImportError:
        raise Skipped(f"no module {name}") from None


def module():
    class Pytest(types.ModuleType):
        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            raise Missing(f"the tests use pytest.{name}, which the stand-in for pytest lacks")

    made = Pytest("pytest")
    made.__dict__.update(
        raises=raises, approx=approx, mark=Marks(), param=lambda *values, **named: Parameters(values), fixture=fixture, skip=skip, fail=_fail, importorskip=_importorskip,
        main=lambda *arguments, **named: 0, MonkeyPatch=lambda: MonkeyPatch(judge), Failed=Failed,
    )
    made.fail.Exception, made.skip.Exception = Failed, Skipped
    return made
