"""The side that runs the tests. The program is another process in another sandbox; what the tests see of it are the values it answers with.

So a program cannot forge a verdict: it has no test, no expected value and no object of this process, and what it answers compares as plain
data does (remote.py says where a class of the program has its own say).
"""
import builtins
import json
import os
import re
import sys
import traceback
import types

import cases
import guards
import numeric
import standin
from conversation import Conversation
from reading import IMPORTED_AS_PROGRAM, KNOWN, SYMBOLS, Reading, Uncompilable, called_by_module, compiled
from remote import Derived, Remote, Super, of
from serving import SERVICES, delegate
from wire import Broken, Closed

REPORT, LINK = 3, 4
DEEPEST_VALUE = 6000


class Scope(dict):
    """The tests' globals. A name that they do not define is looked up in the program."""

    def __init__(self, judge):
        super().__init__(
            __name__="__main__", __builtins__=builtins, __rlar_assert__=explained_assert, __rlar_type__=type_of, __rlar_super__=Super,
            __rlar_is_remote__=lambda value: isinstance(value, Remote), **guards.NAMES,
        )
        self._judge = judge

    def __missing__(self, name):
        return self._judge.find(name)


class Judge(Conversation):
    def __init__(self, reading):
        super().__init__(LINK, reading, SERVICES)

    def find(self, name):
        """A name in a test: the program's where it is what the tests are about, else the library's, else the program's."""
        if name not in self._reading.entries:
            if hasattr(builtins, name):
                raise KeyError(name)
            if name in KNOWN:
                return _imported(KNOWN[name])
        try:
            found = self.ask("name", name)
        except NameError as error:
            raise KeyError(name) from error
        if isinstance(found, Remote) and name in self._reading.classes and of(found)[1]["is"] == "class":
            self.classes[of(found)[1]["i"]] = self._reading.classes[name]
        return found


def _imported(path):
    import importlib
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name) if module else importlib.import_module(path)


def type_of(value):
    """type(value), which for an object of the program is the program's class."""
    kind = type(value)
    if issubclass(kind, Remote) or issubclass(kind, Derived) and "_rlar" in value.__dict__:
        judge, data = of(value)
        return judge.ask("get", data["i"], "__class__")
    return kind


def explained_assert(left, right, operator):
    import operator as operators
    holds = {
        "Eq": lambda a, b: guards.equal(a, b, True), "NotEq": lambda a, b: guards.equal(a, b, False), "Lt": operators.lt, "LtE": operators.le, "Gt": operators.gt, "GtE": operators.ge, "Is": operators.is_,
        "IsNot": operators.is_not, "In": lambda a, b: a in b, "NotIn": lambda a, b: a not in b,
    }[operator]
    if not holds(left, right):
        raise AssertionError(f"{_short(left)} {SYMBOLS[operator]} {_short(right)} does not hold")


def _short(value):
    try:
        text = repr(value)
    except Exception as error:
        text = f"<an object whose repr raises {type(error).__name__}>"
    return text if len(text) <= 120 else text[:100] + f"... ({len(text)} characters)"


class Stopped(Exception):
    """No further test is to be run."""


class Report:
    """One line of JSON for each test, straight to the supervisor's pipe, of which the program's process has no end."""

    def __init__(self, stops_early):
        self.count = 0
        self.has_failed = self.is_silent = False
        self._stops_early = stops_early

    def write(self, **record):
        if self.is_silent:
            return
        # Half a surrogate pair is no text for whoever reads this.
        data = json.dumps({name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value for name, value in record.items()})
        data = memoryview(data.encode() + b"\n")
        while data:
            data = data[os.write(REPORT, data):]

    def test(self, name, outcome, message=""):
        self.write(test=self.count, name=name, outcome=outcome, message=message[:1000])
        self.count += 1
        self.has_failed |= outcome != "passed"
        if outcome == "unfit" or outcome == "failed" and self._stops_early:
            raise Stopped

    def fail_all(self, spec, message):
        self.count = spec["from"]
        for test in spec["tests"][spec["from"]:]:
            self.test(_short(test), "failed", message)
        raise Stopped


def outcome_of(run, judge=None):
    """Runs one test: passed, failed, or unfit where the test itself cannot run here. What a program has raised makes no test unfit or skipped."""
    asked = judge.asked if judge else 0
    try:
        run()
        return "passed", ""
    except (Closed, Broken):
        raise
    except BaseException as error:
        if not hasattr(error, "rlar_where"):
            if isinstance(error, Uncompilable):
                return "unfit", str(error)
            if isinstance(error, numeric.Missing):
                return "unfit", str(error)
            if isinstance(error, ModuleNotFoundError):
                return "unfit", f"the tests need the Python module '{error.name}', which is not installed (on Debian: apt-get install python3-{error.name})"
            if isinstance(error, standin.skips()):
                # A test that skips itself by what the program is like would let a program through that lacks everything.
                return ("failed", "skipped after a look at the program") if judge and judge.asked > asked else ("passed", "skipped by the test itself")
        return "failed", _told(error)


def _told(error):
    try:
        text = str(error) or (_line_of(error) if isinstance(error, AssertionError) else "")
    except BaseException:
        text = "an exception whose text cannot be had"
    return f"{type(error).__name__}: {text}".rstrip(": ") + getattr(error, "rlar_where", "")


def _line_of(error):
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("<test")]
    return f"line {frames[-1].lineno} of the test" if frames else ""


def run(payload, drop):
    """payload: JSON {"setup": [code], "kind": "asserts" | "check" | "code" | "calls", "tests": [..], "entry": name or null, "from": first test to run, "early": bool}."""
    spec = json.loads(payload)
    drop()
    sys.stdin = open(os.devnull)
    sys.stdout = sys.__stdout__ = open(os.devnull, "w", encoding="utf-8", errors="backslashreplace")
    for supervisor in ("isolation", "seccomp", "watch", "meter", "parties", "supervisor", "subject"):
        sys.modules.pop(supervisor, None)
    report = Report(spec["early"])
    reading = Reading([test for test in spec["tests"] if isinstance(test, str)], spec["entry"])
    judge = Judge(reading)
    sys.setrecursionlimit(DEEPEST_VALUE)
    try:
        asks_nothing = spec["kind"] in ("asserts", "code") and spec["from"] == 0 and not spec["setup"] and not reading.asks
        failed = judge.loaded()
        # Where it is all the same what the program is, its failure is too.
        report.is_silent = asks_nothing and failed is not None
        report.write(load=None if asks_nothing or failed is None else _told(failed)[:1000])
        if failed is not None and not asks_nothing:
            return
        scope = Scope(judge)
        sys.modules["__main__"] = _module(scope)
        sys.meta_path.insert(0, _Finder(judge))
        standin.judge = judge
        text = "\n".join([reading.text, *spec["setup"]])
        delegate(judge, text)
        guards.check_shapes(text)
        for setup in spec["setup"]:
            asked = judge.asked
            outcome, message = outcome_of(lambda: _set_up(setup, scope, spec["entry"]))
            if outcome != "passed":
                # Set-up that uses the program may fail by the program.
                message = f"the set-up of the tests failed: {message}"
                report.fail_all(spec, message) if judge.asked > asked else report.test("setup", "unfit", message)
        KINDS[spec["kind"]](spec, scope, judge, report)
        if asks_nothing and not report.has_failed:
            report.is_silent = False
            report.test("tests", "unfit", "the tests ask nothing of the program")
        if report.is_silent:
            report.is_silent = False
            report.write(load=_told(failed)[:1000])
            return
        report.write(done=True)
    except Stopped:
        report.write(done=True)
    except Closed:
        report.write(gone="the program ended in the middle of the test")
    except Broken as error:
        report.write(gone=f"the program answered with {error}")
    except BaseException as error:
        report.write(broken=f"{type(error).__name__}: {error}")


class _Namespace(types.ModuleType):
    def __getattr__(self, name):
        try:
            return self.__dict__["_scope"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __dir__(self):
        return list(self.__dict__["_scope"])


def _module(scope):
    module = _Namespace("__main__")
    module.__dict__["_scope"] = scope
    return module


class _Finder:
    """Lets tests import the program by the names under which tests know it, and the stand-ins."""

    def __init__(self, judge):
        self._judge = judge

    def find_spec(self, name, path=None, target=None):
        import importlib.machinery
        is_missing = name == "numpy" and importlib.machinery.PathFinder.find_spec("numpy") is None
        return importlib.machinery.ModuleSpec(name, self) if name in IMPORTED_AS_PROGRAM or name == "pytest" or is_missing else None

    def create_module(self, spec):
        if spec.name == "numpy":
            return numeric.module()
        return standin.module() if spec.name == "pytest" else _program(spec.name, self._judge)

    def exec_module(self, module):
        pass


def _program(name, judge):
    class Program(types.ModuleType):
        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            try:
                return judge.find(name)
            except KeyError:
                raise AttributeError(name) from None

        def __setattr__(self, name, value):
            if name.startswith("__"):
                return super().__setattr__(name, value)
            judge.ask("bind", name, value)

        def __delattr__(self, name):
            judge.ask("unbind", name)

    return Program(name)


def _set_up(source, scope, entry):
    exec(compiled(source, "<setup>"), scope)
    scope.pop(entry, None)


def run_asserts(spec, scope, judge, report):
    report.count = spec["from"]
    for number, test in enumerate(spec["tests"]):
        if number >= spec["from"]:
            report.test(test[:200], *outcome_of(lambda: exec(compiled(test, f"<test {number}>"), scope)))


def run_check(spec, scope, judge, report):
    """HumanEval's check(candidate); the candidate may be an expression, as LeetCode's "Solution().twoSum"."""
    def check():
        exec(compiled(spec["tests"][0], "<test>"), scope)
        if not dict.__contains__(scope, "check"):
            raise Uncompilable("the tests define no function 'check'")
        scope["check"](eval(compile(spec["entry"], "<entry>", "eval"), scope))

    report.test("check", *outcome_of(check))


def run_code(spec, scope, judge, report):
    """The code itself is one test, unless it only defines tests: then each of them is one."""
    first, source = spec["from"], spec["tests"][0]
    state = outcome_of(lambda: _exec_allowing_exit(source, scope), judge)
    found = list(_cases(scope, source)) if state[0] == "passed" else []
    if first == 0 and (not found or state[0] != "passed"):
        report.test("code", *state)
    report.count = first
    for name, run_case in found[first:]:
        report.test(name, *outcome_of(run_case, judge))


def _exec_allowing_exit(source, scope):
    """A test that ends with exit status 0, as unittest.main() does, has passed. That one's cases are run one by one afterwards."""
    code = compiled(source, "<test>")
    if "unittest" in source:
        import unittest
        unittest.main = unittest.TestProgram = lambda *arguments, **named: None
    try:
        exec(code, scope)
    except SystemExit as stop:
        if hasattr(stop, "rlar_where") or stop.code not in (None, 0, False):
            raise AssertionError(f"the tests ended with {stop}") from stop


def _cases(scope, source):
    import ast
    ran = called_by_module(ast.parse(source))
    for name, value in list(scope.items()):
        if name in ran or type(value) is not types.FunctionType and not isinstance(value, type):
            continue
        yield from cases.cases_of(name, value, scope)


def run_calls(spec, scope, judge, report):
    """Cases of JSON arguments and an expected JSON value: tuples are lists, and iterators are run to their end."""
    report.count = spec["from"]
    for case in spec["tests"][spec["from"]:]:
        report.test(_short(case["arguments"]), *outcome_of(lambda: _call(case, spec["entry"], judge)))


def _call(case, entry, judge):
    try:
        function = judge.ask("name", entry)
    except NameError:
        solution = judge.ask("name", "Solution")
        function = getattr(solution(), entry)
    got = _listed(function(*case["arguments"], **case.get("named", {})))
    if not any(_same(got, expected) for expected in case["expected"]):
        raise AssertionError(f"got {_short(got)}, expected {_short(case['expected'][0])}")


def _listed(value):
    if isinstance(value, Remote) and of(value)[1]["is"] == "iterator" or isinstance(value, (tuple, range, types.GeneratorType, type({}.keys()), type({}.values()))):
        value = list(value)
    if isinstance(value, list):
        return [_listed(item) for item in value]
    if isinstance(value, dict):
        return {str(key) if not isinstance(key, str) else key: _listed(item) for key, item in value.items()}
    return value


def _same(got, expected):
    """JSON equality: true is not 1, and floats are near to 1e-9 of their size, as printed values are."""
    if isinstance(got, bool) or isinstance(expected, bool):
        return got is expected
    if isinstance(got, (int, float)) and isinstance(expected, (int, float)):
        if isinstance(got, int) and isinstance(expected, int):
            return got == expected
        return got == expected or abs(got - expected) <= 1e-9 * max(abs(got), abs(expected)) < float("inf") or got != got and expected != expected
    if isinstance(got, str) and isinstance(expected, str):
        return got == expected
    if isinstance(got, list) and isinstance(expected, list):
        return len(got) == len(expected) and all(_same(one, other) for one, other in zip(got, expected))
    if isinstance(got, (set, frozenset)) and isinstance(expected, list):
        return len(got) == len(expected) and all(any(_same(one, other) for one in got) for other in expected)
    if isinstance(got, dict) and isinstance(expected, dict):
        return got.keys() == expected.keys() and all(_same(got[key], expected[key]) for key in got)
    return type(got) is type(expected) and got == expected


KINDS = {"asserts": run_asserts, "check": run_check, "code": run_code, "calls": run_calls}
