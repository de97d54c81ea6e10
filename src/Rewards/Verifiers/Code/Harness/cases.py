"""The tests that a file of tests defines, one by one, as pytest and unittest find them."""
import inspect
import re
import sys
import types

import standin
from numeric import Missing
from standin import Capsys, Fixture, MonkeyPatch, Parameters


def cases_of(name, value, scope):
    """The tests that a function or class of a test file is: pairs of a name and what runs it."""
    if type(value) is types.FunctionType and re.match("test(_|$|[A-Z0-9])", name) and value.__globals__ is scope:
        yield from _runs(name, value, value, scope, None)
    elif isinstance(value, type) and value.__module__ == "__main__":
        unittest = sys.modules.get("unittest")
        if unittest and issubclass(value, unittest.TestCase):
            for case in unittest.defaultTestLoader.loadTestsFromTestCase(value):
                yield case.id().partition(".")[2], lambda case=case: _debug(case, scope)
        elif name.startswith("Test") and "__init__" not in vars(value):
            for method, function in inspect.getmembers(value, inspect.isfunction):
                if re.match("test(_|$|[A-Z0-9])", method):
                    yield from _runs(f"{name}.{method}", function, None, scope, value)


def _runs(name, function, direct, scope, owner):
    marks = [*getattr(owner, "pytestmark", ()), *getattr(function, "pytestmark", ())]
    for mark in marks:
        if mark.name == "skip" or mark.name == "skipif" and mark.arguments and mark.arguments[0]:
            yield name, lambda: standin.skip(mark.named.get("reason", ""))
            return
    for number, given in enumerate(_given(marks)):
        label = name if not given else f"{name}[{number}]"
        yield label, lambda given=given: _run(function, given, scope, owner, any(mark.name == "xfail" for mark in marks))


def _given(marks):
    """The arguments of each run of a parametrized test."""
    runs = [{}]
    for mark in reversed([mark for mark in marks if mark.name == "parametrize"]):
        names, values = (*mark.arguments, *(mark.named[key] for key in ("argnames", "argvalues") if key in mark.named))[:2]
        is_single = isinstance(names, str) and "," not in names
        names = [part.strip() for part in names.split(",") if part.strip()] if isinstance(names, str) else list(names)
        sets = []
        for value in values:
            row = value if isinstance(value, Parameters) else (value,) if is_single else value
            sets.append(dict(zip(names, row)))
        runs = [{**run, **chosen} for run in runs for chosen in sets]
    return runs


class Request:
    def __init__(self, param, fixtures):
        self.param, self._fixtures = param, fixtures

    def getfixturevalue(self, name):
        return self._fixtures.value(name)

    def addfinalizer(self, function):
        self._fixtures.finalizers.append(function)


class Fixtures:
    """The fixtures of one run of a test."""

    def __init__(self, scope, instance, chosen):
        self._scope, self._instance, self._chosen = scope, instance, chosen
        self._made = {}
        self.finalizers = []

    def find(self, name):
        found = getattr(type(self._instance), name, None) if self._instance is not None else None
        if isinstance(found, Fixture):
            return getattr(self._instance, name)
        found = self._scope.get(name)
        if isinstance(found, Fixture) and found.name == name:
            return found
        return next((made for made in self._scope.values() if isinstance(made, Fixture) and made.name == name), None)

    def value(self, name):
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name):
        found = self.find(name)
        if found is None:
            return self._own(name)
        shared = self._scope.setdefault("__rlar_fixtures__", {}) if found.scope != "function" else None
        key = (name, self._chosen.get(name, (0, None))[0])
        if shared is not None and key in shared:
            return shared[key]
        value = self._called(found, name)
        if shared is not None:
            shared[key] = value
        return value

    def _called(self, found, name):
        arguments = {part: Request(self._chosen.get(name, (0, None))[1], self) if part == "request" else self.value(part) for part in _parameters(found.function)}
        made = found.function(**arguments)
        if inspect.isgeneratorfunction(found.function):
            running, made = made, next(made)
            if found.scope == "function":
                self.finalizers.append(lambda: next(running, None))
        return _finished(made)

    def _own(self, name):
        if name in ("capsys", "capfd"):
            made = Capsys()
            self.finalizers.append(made.close)
        elif name == "monkeypatch":
            made = MonkeyPatch(standin.judge)
            self.finalizers.append(made.undo)
        elif name in ("tmp_path", "tmpdir"):
            import pathlib
            import tempfile
            made = pathlib.Path(tempfile.mkdtemp())
        elif name == "request":
            made = Request(None, self)
        else:
            raise Missing(f"fixture '{name}' not found")
        return made


def _parameters(function):
    return [name for name, part in inspect.signature(function).parameters.items() if part.default is part.empty and part.kind in (part.POSITIONAL_OR_KEYWORD, part.KEYWORD_ONLY)]


def _run(function, given, scope, owner, may_fail):
    wanted = [name for name in _parameters(function) if name not in given]
    instance = None
    if owner is not None:
        instance, wanted = owner(), [name for name in wanted if name != "self"]
        if hasattr(owner, "setup_class") and not vars(owner).get("_rlar_set_up"):
            owner._rlar_set_up = True
            owner.setup_class()
    for chosen in _chosen(scope, wanted):
        try:
            _run_once(function, given, wanted, scope, instance, chosen)
        except Exception:
            if not may_fail:
                raise


def _chosen(scope, wanted):
    """Each combination of the parameters that fixtures themselves have."""
    runs = [{}]
    for name in wanted:
        found = scope.get(name) if dict.__contains__(scope, name) else None
        if isinstance(found, Fixture) and found.params is not None:
            runs = [{**run, name: chosen} for run in runs for chosen in enumerate(found.params)]
    return runs


def _run_once(function, given, wanted, scope, instance, chosen):
    fixtures = Fixtures(scope, instance, chosen)
    try:
        for made in [*scope.values(), *(getattr(instance, name) for name in dir(type(instance)) if isinstance(getattr(type(instance), name, None), Fixture))]:
            if isinstance(made, Fixture) and made.autouse:
                fixtures.value(made.name)
        values = {**{name: fixtures.value(name) for name in wanted}, **given}
        if instance is None:
            _hook(dict.get(scope, "setup_function"), function)
        else:
            _hook(getattr(instance, "setup_method", None), function)
        made = function(**values) if instance is None else function(instance, **values)
        _finished(made)
        _hook(getattr(instance, "teardown_method", None) if instance is not None else dict.get(scope, "teardown_function"), function)
    finally:
        while fixtures.finalizers:
            fixtures.finalizers.pop()()


def _finished(made):
    if not inspect.iscoroutine(made):
        return made
    import asyncio
    return asyncio.run(made)


def _hook(hook, function):
    if hook is not None:
        hook(function) if _parameters(hook) else hook()


def _debug(case, scope):
    """Runs a test case with its set-up, letting its failure out."""
    kind = type(case)
    if not dict.get(scope, "__rlar_set_up__"):
        scope["__rlar_set_up__"] = True
        if dict.__contains__(scope, "setUpModule"):
            scope["setUpModule"]()
    if not vars(kind).get("_rlar_set_up"):
        kind._rlar_set_up = True
        kind.setUpClass()
    if not getattr(getattr(case, case._testMethodName), "__unittest_expecting_failure__", False):
        case.debug()
        return
    try:
        case.debug()
    except Exception:
        return
    raise AssertionError("a test that is expected to fail has passed")
