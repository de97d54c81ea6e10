"""The side that runs the tests. The program is another process in another sandbox; what the tests see of it are the values it answers with.

So a program cannot forge a verdict: it has no test, no expected value and no object of this process, and what it answers compares as plain
data does. One thing remains its own to say: how two objects of a class that the tests themselves name compare with each other.
"""
import ast
import builtins
import json
import os
import re
import sys
import traceback
import types

from wire import Broken, Channel, Closed, Packer, Unpacker

REPORT, LINK = 3, 4
OPERATORS = {
    "__add__": "add", "__sub__": "sub", "__mul__": "mul", "__truediv__": "truediv", "__floordiv__": "floordiv", "__mod__": "mod", "__pow__": "pow",
    "__matmul__": "matmul", "__and__": "and_", "__or__": "or_", "__xor__": "xor", "__lshift__": "lshift", "__rshift__": "rshift",
}
COMPARISONS = {"__eq__": "eq", "__ne__": "ne", "__lt__": "lt", "__le__": "le", "__gt__": "gt", "__ge__": "ge"}
UNARY = {"__neg__": "neg", "__pos__": "pos", "__abs__": "abs", "__invert__": "invert", "__round__": "round", "__int__": "int", "__float__": "float", "__index__": "index"}
TEXT = {"__len__": ("len", int), "__str__": ("str", str), "__repr__": ("repr", str)}
# Names that tests use without importing them, since the programs that they were written with did. Never the program's own.
KNOWN = {
    "math": "math", "re": "re", "json": "json", "random": "random", "string": "string", "itertools": "itertools", "functools": "functools", "collections": "collections",
    "copy": "copy", "operator": "operator", "heapq": "heapq", "bisect": "bisect", "datetime": "datetime", "decimal": "decimal", "fractions": "fractions", "os": "os", "sys": "sys",
    "np": "numpy", "numpy": "numpy", "isclose": "math.isclose", "deepcopy": "copy.deepcopy", "Counter": "collections.Counter", "defaultdict": "collections.defaultdict",
    "OrderedDict": "collections.OrderedDict", "deque": "collections.deque", "Fraction": "fractions.Fraction", "Decimal": "decimal.Decimal", "List": "typing.List",
    "Dict": "typing.Dict", "Tuple": "typing.Tuple", "Optional": "typing.Optional", "Any": "typing.Any", "Union": "typing.Union", "Set": "typing.Set", "Callable": "typing.Callable",
}


class ProgramError(Exception):
    """The program raised something that is no exception of Python's own."""


class ProgramExit(SystemExit):
    """The program tried to end the process in the middle of a test."""


class Unfair(TypeError):
    """A comparison that the program would decide by its own code."""


class Remote:
    """An object of the program."""

    def __init__(self, judge, data):
        object.__setattr__(self, "_rlar", (judge, data))

    def __getattr__(self, name):
        judge, data = _of(self)
        return judge.ask("get", data["i"], name)

    def __setattr__(self, name, value):
        judge, data = _of(self)
        judge.ask("set_", data["i"], name, value)

    def __delattr__(self, name):
        judge, data = _of(self)
        judge.ask("delete", data["i"], name)

    def __call__(self, *arguments, **named):
        judge, data = _of(self)
        made = judge.ask("call", data["i"], list(arguments), named)
        if data["is"] == "class" and isinstance(made, Remote):
            judge.constructed.add(_of(made)[1]["i"])
        return made

    def __iter__(self):
        judge, data = _of(self)
        return self if data["is"] == "iterator" else judge.ask("iterate", data["i"])

    def __next__(self):
        judge, data = _of(self)
        done, value = judge.ask("advance", data["i"])
        if done:
            raise StopIteration
        return value

    def __await__(self):
        judge, data = _of(self)
        return judge.ask("await_", data["i"])
        yield

    def __getitem__(self, key):
        judge, data = _of(self)
        return judge.ask("special", data["i"], "getitem", [key])

    def __setitem__(self, key, value):
        judge, data = _of(self)
        judge.ask("special", data["i"], "setitem", [key, value])

    def __delitem__(self, key):
        judge, data = _of(self)
        judge.ask("special", data["i"], "delitem", [key])

    def __contains__(self, item):
        judge, data = _of(self)
        if judge.names_class_of(data):
            return judge.ask("special", data["i"], "contains", [item]) is True
        return any(item is other or item == other for other in self)

    def __bool__(self):
        judge, data = _of(self)
        return judge.ask("special", data["i"], "bool", []) is True if judge.names_class_of(data) else True

    def __hash__(self):
        return hash(("remote", _of(self)[1]["i"]))


    def __instancecheck__(self, value):
        judge, data = _of(self)
        return isinstance(value, Remote) and judge.ask("is_instance", _of(value)[1]["i"], data["i"]) is True

    def __subclasscheck__(self, value):
        judge, data = _of(self)
        return isinstance(value, Remote) and judge.ask("is_subclass", _of(value)[1]["i"], data["i"]) is True

    def __mro_entries__(self, bases):
        raise Unfair(f"a test cannot derive from the program's class {_of(self)[1]['name']}")


def _of(remote):
    return object.__getattribute__(remote, "_rlar")


def _compared(name):
    def compare(self, other):
        judge, data = _of(self)
        if isinstance(other, Remote):
            with_ = _of(other)[1]
            if data["i"] == with_["i"] and name in ("eq", "ne"):
                return name == "eq"
            if judge.names_class_of(data) and judge.names_class_of(with_):
                return judge.ask("between", name, data["i"], with_["i"]) is True
        elif data["i"] in judge.constructed:
            return judge.ask("special", data["i"], name, [other]) is True
        if name in ("eq", "ne"):
            return name == "ne"
        raise Unfair(f"'{data['name']}' is an object of the program and does not compare with {type(other).__name__}")
    return compare


def _operated(name, reflected):
    def operate(self, other):
        judge, data = _of(self)
        # An operator hands the other operand to the program, and a test may well subtract what it expects from what it got.
        if data["i"] not in judge.constructed:
            raise Unfair(f"'{data['name']}' is an object of the program: no arithmetic with it")
        made = judge.ask("special", data["i"], ("r" if reflected else "") + name, [other])
        if isinstance(made, Remote):
            judge.constructed.add(_of(made)[1]["i"])
        return made
    return operate


def _asked(name, kind=None):
    def ask(self, *arguments):
        judge, data = _of(self)
        made = judge.ask("special", data["i"], name, list(arguments))
        if kind is not None and type(made) is not kind:
            raise Unfair(f"{name}() of the program's {data['name']} is no {kind.__name__}")
        return made
    return ask


for _name, _operator in OPERATORS.items():
    setattr(Remote, _name, _operated(_operator, False))
    setattr(Remote, "__r" + _name[2:], _operated(_operator, True))
for _name, _operator in COMPARISONS.items():
    setattr(Remote, _name, _compared(_operator))
for _name, _operator in UNARY.items():
    setattr(Remote, _name, _asked(_operator))
for _name, (_operator, _kind) in TEXT.items():
    setattr(Remote, _name, _asked(_operator, _kind))


class Scope(dict):
    """The tests' globals. A name that they do not define is looked up in the program."""

    def __init__(self, judge):
        super().__init__(__name__="__main__", __builtins__=builtins)
        self._judge = judge

    def __missing__(self, name):
        return self._judge.find(name)


class Judge:
    def __init__(self, entries, named):
        self._channel = Channel(LINK)
        self._entries = entries
        self._named = named
        self._named_classes = set()
        self._objects = []
        self._handles = {}
        self._exceptions = {}
        self.constructed = set()

    def find(self, name):
        """A name in a test: the program's where it is what the tests are about, else the library's, else the program's."""
        if name not in self._entries:
            if hasattr(builtins, name):
                raise KeyError(name)
            if name in KNOWN:
                return _imported(KNOWN[name])
        try:
            found = self.ask("name", name)
        except NameError as error:
            raise KeyError(name) from error
        if isinstance(found, Remote) and _of(found)[1]["is"] == "class":
            data = _of(found)[1]
            if name in self._named:
                self._named_classes.add(data["i"])
            if "BaseException" in (data["bases"] or ()):
                return self._exception(data["i"], data["name"], data["bases"])
        return found

    def names_class_of(self, data):
        return data["class"] in self._named_classes

    def loaded(self):
        """What the program raised when it was run, or None."""
        return self._channel.receive().get("raise")

    def ask(self, name, *arguments):
        packer = Packer(self._export)
        self._channel.send({"ask": name, "with": packer.pack(list(arguments))})
        while True:
            answer = self._channel.receive()
            if not isinstance(answer, dict):
                raise Broken("no message")
            self._print(answer.get("out"))
            if "ask" not in answer:
                break
            self._channel.send(self._serve(answer))
        unpacker = Unpacker(self._import, self._object, packer.containers[3:])
        value = unpacker.unpack(answer["value"])
        for mine, content in zip(packer.containers[3:], answer.get("changed", ())):
            unpacker.fill(mine, content)
        if "raise" in answer:
            raise self._raised(answer["raise"])
        return value

    def _print(self, text):
        if text:
            sys.stdout.write(text)

    def _export(self, value):
        if isinstance(value, Remote):
            return {"": "back", "v": _of(value)[1]["i"]}
        handle = self._handles.get(id(value))
        if handle is None:
            handle = self._handles[id(value)] = len(self._objects)
            self._objects.append(value)
        return {"": "handle", "i": handle}

    def _object(self, handle):
        return self._objects[handle]

    def _import(self, data):
        return Remote(self, {"i": int(data["i"]), "class": data["class"], "name": str(data["name"]), "is": data["is"], "bases": data["bases"]})

    def _serve(self, message):
        """What the program asks of the tests' own objects: to be called, iterated over, and their public attributes."""
        try:
            values = Unpacker(self._import, self._object).unpack(message["with"])
            result = getattr(self, "_do_" + message["ask"])(*values)
            return {"value": Packer(self._export).pack(result)}
        except (Closed, Broken):
            raise
        except BaseException as error:
            return {"raise": [type(error).__name__, str(error)]}

    def _do_input(self, prompt):
        return input(prompt)

    def _do_call(self, handle, arguments, named):
        return self._object(handle)(*arguments, **named)

    def _do_iterate(self, handle):
        return iter(self._object(handle))

    def _do_advance(self, handle):
        try:
            return (False, next(self._object(handle)))
        except StopIteration:
            return (True, None)

    def _do_length(self, handle):
        return len(self._object(handle))

    def _do_item(self, handle, key):
        return self._object(handle)[key]

    def _do_get(self, handle, name):
        return getattr(self._open(handle, name), name)

    def _do_set(self, handle, name, value):
        setattr(self._open(handle, name), name, value)

    def _open(self, handle, name):
        value = self._object(handle)
        if name.startswith("_") or type(value).__module__ != "__main__":
            raise AttributeError(name)
        return value

    def _exception(self, handle, name, bases):
        made = self._exceptions.get(handle)
        if made is None:
            known = [getattr(builtins, base) for base in bases if isinstance(getattr(builtins, base, None), type)]
            base = next((kind for kind in known if issubclass(kind, Exception)), Exception)
            made = self._exceptions[handle] = type(name, (base,), {"__module__": "solution"})
        return made

    def _raised(self, data):
        text, bases = str(data["text"]), data["bases"]
        where = f" (line {data['line']} of the program)" if isinstance(data.get("line"), int) else ""
        if not bases or "Exception" not in bases:
            error = ProgramExit(f"the program called exit{where}") if bases and "SystemExit" in bases else ProgramError(f"{data['name']}: {text}{where}")
        elif data["name"] == bases[0]:
            kind = getattr(builtins, bases[0])
            try:
                error = kind(*data["arguments"])
            except TypeError:
                error = ProgramError(f"{data['name']}: {text}")
        else:
            error = self._exception(data["class"], str(data["name"]), bases)(*data["arguments"])
        error.rlar_where = where
        return error


def _imported(path):
    import importlib
    module, _, name = path.partition(".")
    return getattr(importlib.import_module(module), name) if name else importlib.import_module(module)


class Explained(ast.NodeTransformer):
    """assert a == b says what a and b were."""

    def visit_Assert(self, node):
        if node.msg is not None or not isinstance(node.test, ast.Compare) or len(node.test.ops) != 1:
            return node
        left, right, operator = node.test.left, node.test.comparators[0], type(node.test.ops[0]).__name__
        made = ast.Expr(ast.Call(ast.Name("__rlar_assert__", ast.Load()), [left, right, ast.Constant(operator)], []))
        return ast.fix_missing_locations(ast.copy_location(made, node))


SYMBOLS = {"Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in"}


def explained_assert(left, right, operator):
    import operator as operators
    holds = {
        "Eq": operators.eq, "NotEq": operators.ne, "Lt": operators.lt, "LtE": operators.le, "Gt": operators.gt, "GtE": operators.ge, "Is": operators.is_,
        "IsNot": operators.is_not, "In": lambda a, b: a in b, "NotIn": lambda a, b: a not in b,
    }[operator]
    if not holds(left, right):
        raise AssertionError(f"{_short(left)} {SYMBOLS[operator]} {_short(right)} does not hold")


def _short(value):
    text = repr(value)
    return text if len(text) <= 120 else text[:100] + f"... ({len(text)} characters)"


class Uncompilable(Exception):
    """The tests are no Python."""


def compiled(source, name):
    try:
        return compile(Explained().visit(ast.parse(source)), name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise Uncompilable(f"{name.strip('<>')} does not compile: {error}") from error


def entries_of(sources, given):
    """The names that tests are about: the one that the row gives, or else those that they call and that no library defines."""
    called, innermost, named, defined = set(), [], set(), set()
    for source in sources:
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                (named if isinstance(node.ctx, ast.Load) else defined).add(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                defined.add(node.name)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                defined.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                called.add(node.func.id)
                if not any(isinstance(part, ast.Call) for argument in node.args for part in ast.walk(argument)):
                    innermost.append(node.func.id)
    if given:
        return {given}, named - defined
    called -= defined
    foreign = {name for name in called if name not in KNOWN and not hasattr(builtins, name)}
    return foreign or {name for name in innermost[:1] if name not in defined}, named - defined


class Stopped(Exception):
    """No further test is to be run."""


class Report:
    """One line of JSON for each test, straight to the supervisor's pipe, of which the program's process has no end."""

    def __init__(self, stops_early):
        self.count = 0
        self._stops_early = stops_early

    def write(self, **record):
        data = memoryview(json.dumps(record).encode() + b"\n")
        while data:
            data = data[os.write(REPORT, data):]

    def test(self, name, outcome, message=""):
        self.write(test=self.count, name=name, outcome=outcome, message=message[:1000])
        self.count += 1
        if outcome == "unfit" or outcome == "failed" and self._stops_early:
            raise Stopped


def outcome_of(run):
    """Runs one test: passed, failed, or unfit where the test itself cannot run here."""
    try:
        run()
        return "passed", ""
    except (Closed, Broken):
        raise
    except ModuleNotFoundError as error:
        if _is_ours(error):
            return "unfit", f"the tests need the Python module '{error.name}', which is not installed (on Debian: apt-get install python3-{error.name})"
        return "failed", _told(error)
    except Uncompilable as error:
        return "unfit", str(error)
    except BaseException as error:
        if type(error).__name__ == "Skipped" or type(error).__name__ == "SkipTest":
            return "passed", "skipped by the test itself"
        return "failed", _told(error)


def _is_ours(error):
    return not hasattr(error, "rlar_where")


def _told(error):
    text = str(error) or (_line_of(error) if isinstance(error, AssertionError) else "")
    return f"{type(error).__name__}: {text}".rstrip(": ") + getattr(error, "rlar_where", "")


def _line_of(error):
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("<test")]
    return f"line {frames[-1].lineno} of the test" if frames else ""


def run(payload, drop):
    """payload: JSON {"setup": [code], "kind": "asserts" | "check" | "code" | "calls", "tests": [..], "entry": name or null, "from": first test to run, "early": bool}."""
    spec = json.loads(payload)
    drop()
    sys.stdin = open(os.devnull)
    sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
    for supervisor in ("isolation", "seccomp", "watch", "parties", "supervisor", "subject"):
        sys.modules.pop(supervisor, None)
    report = Report(spec["early"])
    sources = [test for test in spec["tests"] if isinstance(test, str)]
    judge = Judge(*entries_of(sources, spec["entry"]))
    try:
        failed = judge.loaded()
        if failed is not None:
            where = f" (line {failed['line']} of the program)" if isinstance(failed.get("line"), int) else ""
            report.write(load=f"{failed['name']}: {failed['text']}"[:1000] + where)
            return
        report.write(load=None)
        scope = Scope(judge)
        scope["__rlar_assert__"] = explained_assert
        sys.modules["__main__"] = _module(scope)
        sys.meta_path.append(_Finder(judge))
        for setup in spec["setup"]:
            outcome, message = outcome_of(lambda: _set_up(setup, scope, spec["entry"]))
            if outcome != "passed":
                report.test("setup", "unfit", f"the set-up of the tests failed: {message}")
        KINDS[spec["kind"]](spec, scope, judge, report)
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
    """Lets tests import the program by the names under which tests know it."""

    def __init__(self, judge):
        self._judge = judge

    def find_spec(self, name, path=None, target=None):
        import importlib.machinery
        return importlib.machinery.ModuleSpec(name, self) if name in ("solution", "main", "submission", "program", "answer") else None

    def create_module(self, spec):
        judge = self._judge

        class Program(types.ModuleType):
            def __getattr__(self, name):
                if name.startswith("__"):
                    raise AttributeError(name)
                try:
                    return judge.find(name)
                except KeyError:
                    raise AttributeError(name) from None

        return Program(spec.name)

    def exec_module(self, module):
        pass


def _set_up(source, scope, entry):
    exec(compiled(source, "<setup>"), scope)
    scope.pop(entry, None)


def run_asserts(spec, scope, judge, report):
    report.count = spec["from"]
    for number, test in enumerate(spec["tests"]):
        if number >= spec["from"]:
            report.test(test[:200], *outcome_of(lambda: exec(compiled(test, f"<test {number}>"), scope)))


def run_check(spec, scope, judge, report):
    def check():
        exec(compiled(spec["tests"][0], "<test>"), scope)
        scope["check"](scope[spec["entry"]])

    report.test("check", *outcome_of(check))


def run_code(spec, scope, judge, report):
    """The code itself is one test, unless it only defines tests: then each of them is one."""
    first = spec["from"]
    state = outcome_of(lambda: _exec_allowing_exit(compiled(spec["tests"][0], "<test>"), scope))
    cases = list(_cases(scope)) if state[0] == "passed" else []
    if first == 0 and (not cases or state[0] != "passed"):
        report.test("code", *state)
    report.count = first
    for name, run_case in cases[first:]:
        report.test(name, *outcome_of(run_case))


def _exec_allowing_exit(code, scope):
    """A test that ends with exit status 0, as unittest.main() does, has passed."""
    try:
        exec(code, scope)
    except SystemExit as stop:
        if isinstance(stop, ProgramExit) or stop.code not in (None, 0, False):
            raise AssertionError(f"the tests ended with {stop}") from stop


def _cases(scope):
    for name, value in list(scope.items()):
        if isinstance(value, types.FunctionType) and re.match("test(_|$|[A-Z0-9])", name) and value.__code__.co_argcount == 0 and value.__globals__ is scope:
            yield name, value
        elif isinstance(value, type) and value.__module__ == "__main__":
            unittest = sys.modules.get("unittest")
            if unittest and issubclass(value, unittest.TestCase):
                for case in unittest.defaultTestLoader.loadTestsFromTestCase(value):
                    yield case.id().partition(".")[2], lambda case=case: _debug(case)


def _debug(case):
    """Runs a test case with its set-up, letting its failure out."""
    kind = type(case)
    if not getattr(kind, "_rlar_set_up", False):
        kind._rlar_set_up = True
        kind.setUpClass()
    case.debug()


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


def _listed(value, depth=0):
    if isinstance(value, Remote) and _of(value)[1]["is"] == "iterator" or isinstance(value, (tuple, range)):
        value = list(value)
    if isinstance(value, list):
        return [_listed(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {str(key) if not isinstance(key, str) else key: _listed(item, depth + 1) for key, item in value.items()}
    return value


def _same(got, expected):
    """JSON equality: true is not 1, and floats are near to 1e-9 of their size, as printed values are."""
    if isinstance(got, bool) or isinstance(expected, bool):
        return got is expected
    if isinstance(got, (int, float)) and isinstance(expected, (int, float)):
        if isinstance(got, int) and isinstance(expected, int):
            return got == expected
        return got == expected or abs(got - expected) <= 1e-9 * max(abs(got), abs(expected)) or got != got and expected != expected
    if isinstance(got, list) and isinstance(expected, list):
        return len(got) == len(expected) and all(_same(one, other) for one, other in zip(got, expected))
    if isinstance(got, (set, frozenset)) and isinstance(expected, list):
        return len(got) == len(expected) and all(any(_same(one, other) for one in got) for other in expected)
    if isinstance(got, dict) and isinstance(expected, dict):
        return got.keys() == expected.keys() and all(_same(got[key], expected[key]) for key in got)
    return type(got) is type(expected) and got == expected


KINDS = {"asserts": run_asserts, "check": run_check, "code": run_code, "calls": run_calls}
