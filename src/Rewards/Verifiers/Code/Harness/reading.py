"""What the text of tests tells before they run: which names are the program's, which of its classes they treat as classes, and asserts that explain themselves."""
import ast
import builtins
import sys

from guards import Guarded

# Names that tests use without importing them, since the programs that they were written with did. Never the program's own.
KNOWN = {
    "math": "math", "re": "re", "json": "json", "random": "random", "string": "string", "itertools": "itertools", "functools": "functools", "collections": "collections",
    "copy": "copy", "operator": "operator", "heapq": "heapq", "bisect": "bisect", "datetime": "datetime", "decimal": "decimal", "fractions": "fractions", "os": "os", "sys": "sys",
    "np": "numpy", "numpy": "numpy", "isclose": "math.isclose", "deepcopy": "copy.deepcopy", "Counter": "collections.Counter", "defaultdict": "collections.defaultdict",
    "OrderedDict": "collections.OrderedDict", "deque": "collections.deque", "namedtuple": "collections.namedtuple", "Fraction": "fractions.Fraction", "Decimal": "decimal.Decimal",
    "List": "typing.List", "Dict": "typing.Dict", "Tuple": "typing.Tuple", "Optional": "typing.Optional", "Any": "typing.Any", "Union": "typing.Union", "Set": "typing.Set",
    "Callable": "typing.Callable", "time": "time", "io": "io", "StringIO": "io.StringIO", "unittest": "unittest", "Mock": "unittest.mock.Mock",
    "MagicMock": "unittest.mock.MagicMock", "redirect_stdout": "contextlib.redirect_stdout", "contextlib": "contextlib", "asyncio": "asyncio", "threading": "threading",
    "statistics": "statistics", "types": "types", "typing": "typing", "inspect": "inspect", "dataclasses": "dataclasses", "pytest": "pytest", "sqrt": "math.sqrt", "pi": "math.pi",
    "inf": "math.inf", "nan": "math.nan", "isnan": "math.isnan", "isinf": "math.isinf", "sin": "math.sin", "cos": "math.cos",
    "approx": "pytest.approx", "raises": "pytest.raises", "permutations": "itertools.permutations", "combinations": "itertools.combinations",
    "islice": "itertools.islice",
    "timedelta": "datetime.timedelta", "sleep": "time.sleep", "randint": "random.randint", "allclose": "numpy.allclose", "assert_allclose": "numpy.testing.assert_allclose",
}
IMPORTED_AS_PROGRAM = frozenset(("solution", "main", "submission", "program", "answer"))
# Modules that are nobody's program and lead to none, and names that do.
PLAIN_MODULES = (sys.stdlib_module_names | {"numpy", "pytest"}) - {"importlib", "subprocess", "runpy", "sys", "os", "inspect", "builtins"} - IMPORTED_AS_PROGRAM
TELLTALE = frozenset(("exec", "eval", "globals", "locals", "vars", "dir", "open", "__import__", "importlib", "subprocess", "sys", "os"))
ARITHMETIC = {
    "Add": "add", "Sub": "sub", "Mult": "mul", "Div": "truediv", "FloorDiv": "floordiv", "Mod": "mod", "Pow": "pow", "MatMult": "matmul", "BitAnd": "and_", "BitOr": "or_",
    "BitXor": "xor", "LShift": "lshift", "RShift": "rshift",
}
SYMBOLS = {"Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in"}
COMPARED_BY = frozenset("assertEqual assertEquals assertNotEqual assertLess assertLessEqual assertGreater assertGreaterEqual assertTupleEqual assertAlmostEqual".split())


class Uncompilable(Exception):
    """The tests are no Python."""


class Transformed(ast.NodeTransformer):
    """assert a == b says what a and b were; type(x), x.__class__ and super() know the program's objects."""

    def __init__(self):
        self._class, self._first = None, None

    def visit_ClassDef(self, node):
        outer, self._class = self._class, node.name if node.bases else None
        self.generic_visit(node)
        self._class = outer
        return node

    def visit_FunctionDef(self, node):
        outer, self._first = self._first, node.args.args[0].arg if node.args.args else self._first
        self.generic_visit(node)
        self._first = outer
        return node

    def visit_Assert(self, node):
        self.generic_visit(node)
        if node.msg is not None or not isinstance(node.test, ast.Compare) or len(node.test.ops) != 1:
            return node
        operands = [node.test.left, node.test.comparators[0], ast.Constant(type(node.test.ops[0]).__name__)]
        return _at(node, ast.Expr(_called("__rlar_assert__", operands)))

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "super" and not node.args and self._class and self._first:
            first = ast.Name(self._first, ast.Load())
            return _at(node, ast.IfExp(_called("__rlar_is_remote__", [first]), _called("__rlar_super__", [ast.Constant(self._class), first]), node))
        is_type = isinstance(node.func, ast.Name) and node.func.id == "type" and len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred)
        return _at(node, _called("__rlar_type__", node.args)) if is_type else node

    def visit_Attribute(self, node):
        self.generic_visit(node)
        return _at(node, _called("__rlar_type__", [node.value])) if node.attr == "__class__" and isinstance(node.ctx, ast.Load) else node


def _called(name, arguments):
    return ast.Call(ast.Name(name, ast.Load()), arguments, [])


def _at(node, made):
    return ast.fix_missing_locations(ast.copy_location(made, node))


def compiled(source, name):
    try:
        tree = ast.parse(source)
        return compile(Transformed().visit(Guarded(tree, source).visit(tree)), name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise Uncompilable(f"{name.strip('<>')} does not compile: {error}") from error


class Reading:
    """What all tests of a row tell together.

    entries: the names that the tests are about: the one that the row gives, or else those that they call and that no library defines.
    classes: for each class of the program that the tests treat as one, the operators that they apply to its objects and to data.
    """

    def __init__(self, sources, given):
        self.trees = []
        for source in sources:
            try:
                self.trees.append(ast.parse(source))
            except (SyntaxError, ValueError, RecursionError):
                continue
        self.text = "\n".join(sources)
        self._called, self._innermost, self._defined = set(), [], set()
        for tree in self.trees:
            for node in ast.walk(tree):
                self._take(node)
        self.entries = {given} if given and given.isidentifier() else self._entries()
        self.classes = Classes(self.trees, self._defined).treated
        self.asks = len(self.trees) < len(sources) or bool(self.entries) or any(self._asks(node) for tree in self.trees for node in ast.walk(tree))

    def _asks(self, node):
        """Whether a part of the tests can be about the program: a name that is nobody else's, a module, or code that is run by a text."""
        if isinstance(node, ast.Name):
            return node.id in TELLTALE or not (node.id in self._defined or node.id in KNOWN or hasattr(builtins, node.id))
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        return any(name.partition(".")[0] not in PLAIN_MODULES for name in names)

    def _take(self, node):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            self._defined.add(node.id)
        elif isinstance(node, ast.arg):
            self._defined.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self._defined.add(node.name)
        elif isinstance(node, ast.Import) or isinstance(node, ast.ImportFrom) and node.module not in IMPORTED_AS_PROGRAM:
            self._defined.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            self._called.add(node.func.id)
            if not any(isinstance(part, ast.Call) for argument in node.args for part in ast.walk(argument)):
                self._innermost.append(node.func.id)

    def _entries(self):
        called = self._called - self._defined
        foreign = {name for name in called if name not in KNOWN and not hasattr(builtins, name)}
        if foreign:
            return foreign
        inner = [name for name in self._innermost if name not in self._defined]
        return {name for name in inner if not hasattr(builtins, name)} or set(inner[:1])


class Classes:
    """Where tests make objects of the program's classes, and what they do with them."""

    def __init__(self, trees, defined):
        self._defined = defined
        self._variables = {}
        self._operators = {}
        self._is_class = set()
        nodes = [node for tree in trees for node in ast.walk(tree)]
        for node in nodes:
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    self._assign(target, node.value)
        for node in nodes:
            self._take(node)
        self.treated = {name: self._operators.get(name, set()) for name in self._is_class}

    def _assign(self, target, value):
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for one, other in zip(target.elts, value.elts):
                self._assign(one, other)
        elif _dotted(target) and (made := self._made(value)):
            self._variables[_dotted(target)] = made

    def _made(self, node):
        """The class of which an expression makes an object, or None."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id if self._could_be_class(node.func.id) else None
        if isinstance(node, ast.BinOp):
            return self._made(node.left) or self._made(node.right)
        return self._variables.get(_dotted(node))

    def _could_be_class(self, name):
        return name[0].isupper() and "_" not in name and name not in self._defined and name not in KNOWN and not hasattr(builtins, name)

    def _take(self, node):
        if isinstance(node, ast.Attribute):
            if made := self._made(node.value):
                self._is_class.add(made)
            elif isinstance(node.value, ast.Name) and self._could_be_class(node.value.id):
                self._is_class.add(node.value.id)
        elif isinstance(node, ast.Compare):
            for left, operator, right in zip([node.left, *node.comparators], node.ops, node.comparators):
                self._compared(left, type(operator).__name__, right)
        elif isinstance(node, ast.BinOp):
            left, right, name = self._made(node.left), self._made(node.right), ARITHMETIC[type(node.op).__name__]
            self._applied(left, right, name)
            self._applied(right, left, "r" + name)
        elif isinstance(node, ast.Call):
            self._take_call(node)

    def _take_call(self, node):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        if len(node.args) < 2:
            return
        if name in COMPARED_BY:
            self._compared(node.args[0], "Eq", node.args[1])
        elif name in ("assertIn", "assertNotIn"):
            self._compared(node.args[0], "In", node.args[1])
        elif name in ("isinstance", "issubclass", "assertIsInstance", "assertNotIsInstance"):
            self._is_class.update(part.id for part in ast.walk(node.args[1]) if isinstance(part, ast.Name) and self._could_be_class(part.id))

    def _compared(self, left, operator, right):
        one, other = self._made(left), self._made(right)
        if operator in ("In", "NotIn"):
            self._applied(other, one, "contains")
        elif operator not in ("Is", "IsNot"):
            self._applied(one, other, "compare")
            self._applied(other, one, "compare")

    def _applied(self, made, other, name):
        if made and other:
            self._is_class.add(made)
        elif made:
            self._operators.setdefault(made, set()).add(name)


def _dotted(node):
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = _dotted(node.value)
        return inner and f"{inner}.{node.attr}"
    return None


def called_by_module(tree):
    """The functions that a module itself calls when it is run."""
    names, open_ = set(), list(tree.body)
    while open_:
        node = open_.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names.add(node.func.id)
        open_.extend(ast.iter_child_nodes(node))
    return names
