"""What tests mean to check and an answer could get around: a comparison with NaN that is false either way, arrays of other shapes that broadcast,
a zip that ends with the shorter answer, an expected value that is computed of an argument after the program has had it."""
import ast
import builtins
import sys

PURE = frozenset("sorted sum max min set frozenset reversed".split())
ORDERS = {"Lt": "lt", "LtE": "le", "Gt": "gt", "GtE": "ge"}
CLOSE = ("allclose", "isclose", "array_equiv")
ASSERTED = (
    "assert_allclose", "assert_array_equal", "assert_array_almost_equal", "assert_equal", "assert_almost_equal",
)
EQUAL = frozenset("assertEqual assertEquals assertListEqual assertSequenceEqual assertCountEqual assertAlmostEqual".split())


class Guarded(ast.NodeTransformer):
    """Puts these guards into the code of tests."""

    def __init__(self, tree, source):
        self._knows_nan = "nan" in source.lower()
        self._has_arrays = uses_arrays(source)
        self._plain = set()
        self._listed = {
            target.id for node in ast.walk(tree) if isinstance(node, ast.Assign) and _is_listed(node.value) for target in node.targets if isinstance(target, ast.Name)
        }

    def visit_Compare(self, node):
        self.generic_visit(node)
        if len(node.ops) != 1:
            return node
        name = type(node.ops[0]).__name__
        if name in ORDERS and not self._knows_nan:
            return _at(node, _called("__rlar_ordered__", [node.left, node.comparators[0], ast.Constant(ORDERS[name])]))
        if name in ("Eq", "NotEq") and self._has_arrays:
            return _at(node, _called("__rlar_equal__", [node.left, node.comparators[0], ast.Constant(name == "Eq")]))
        return node

    def visit_Assert(self, node):
        """The comparison of an assert itself explains it, and is guarded where it is explained; NaN is what no assert of an order holds for."""
        if node.msg is not None or not isinstance(node.test, ast.Compare) or len(node.test.ops) != 1:
            self.generic_visit(node)
            return node
        left, right = node.test.left, node.test.comparators[0]
        is_spoilt = isinstance(node.test.ops[0], ast.Eq) and _spoils(left, right)
        node.test.left, node.test.comparators[0] = self.visit(left), self.visit(right)
        if is_spoilt:
            made = _called("__rlar_equal__", [node.test.comparators[0], node.test.left, ast.Constant(True)])
            node.test = _at(node, made)
        return node

    def visit_Module(self, node):
        node.body = self._kept(node.body)
        self.generic_visit(node)
        return node

    def visit_FunctionDef(self, node):
        return self.visit_Module(node)

    def _kept(self, body):
        """r = f(xs); assert r == sorted(xs): what is expected is computed before the call."""
        made = []
        for statement, following in zip(body, [*body[1:], None]):
            is_kept = (
                isinstance(statement, ast.Assign) and isinstance(following, ast.Assert) and isinstance(following.test, ast.Compare) and len(following.test.ops) == 1
                and isinstance(following.test.ops[0], ast.Eq) and _spoils(statement.value, following.test.comparators[0])
                and not _names(following.test.comparators[0]) & {name for target in statement.targets for name in _names(target)}
            )
            if is_kept:
                name = f"__rlar_kept_{following.lineno}_{following.col_offset}__"
                made.append(_at(following, ast.Assign([ast.Name(name, ast.Store())], following.test.comparators[0])))
                following.test.comparators[0] = _at(following, ast.Name(name, ast.Load()))
            made.append(statement)
        return made

    def visit_Call(self, node):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        if name in EQUAL and len(node.args) >= 2 and not any(isinstance(part, ast.Starred) for part in node.args) and _spoils(node.args[0], node.args[1]):
            first, second, *more = node.args
            node = _at(node, ast.Call(ast.Name("__rlar_second_first__", ast.Load()), [second, node.func, first, *more], node.keywords))
        elif name in CLOSE + ASSERTED and len(node.args) >= 2 and isinstance(node.args[0], ast.Constant):
            # What is expected stands first: the shape is to be the other's.
            node.args[0], node.args[1] = node.args[1], node.args[0]
        self.generic_visit(node)
        return self._paired(node) if name == "zip" else node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        return _at(node, _called("__rlar_minus__", [node.left, node.right])) if self._has_arrays and isinstance(node.op, ast.Sub) else node

    def visit_For(self, node):
        if not any(isinstance(part, (ast.Assert, ast.Raise)) for part in ast.walk(node)):
            self._plain.add(id(node.iter))
        self.generic_visit(node)
        return node

    def _paired(self, node):
        if id(node) in self._plain or not isinstance(node.func, ast.Name) or node.keywords or len(node.args) < 2:
            return node
        listed = [_is_listed(part) or isinstance(part, ast.Name) and part.id in self._listed for part in node.args]
        others = [part for part, is_listed in zip(node.args, listed) if not is_listed]
        if all(listed) or not any(listed) or any(_is_of_tests(part) for part in others):
            return node
        return _at(node, _called("__rlar_paired__", [ast.Constant(tuple(listed)), *node.args]))


def _is_listed(node):
    return isinstance(node, (ast.List, ast.Tuple)) and not any(isinstance(part, ast.Starred) for part in node.elts)


def _is_of_tests(node):
    return isinstance(node, ast.Starred) or isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"


def _spoils(left, right):
    """Whether the right side is computed of a variable that a call on the left side is given, by a function that changes nothing."""
    given = {
        part.id for node in ast.walk(left) if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and hasattr(builtins, node.func.id))
        for part in node.args if isinstance(part, ast.Name)
    }
    return bool(given) and any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PURE and given & _names(node)
        for node in ast.walk(right)
    ) and not any(isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and hasattr(builtins, node.func.id)) for node in ast.walk(right))


def _names(node):
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _called(name, arguments):
    return ast.Call(ast.Name(name, ast.Load()), arguments, [])


def _at(node, made):
    return ast.fix_missing_locations(ast.copy_location(made, node))


def uses_arrays(source):
    return "numpy" in source or "np." in source or "allclose" in source


def ordered(left, right, name):
    import operator
    if _has_nan(left) or _has_nan(right):
        raise AssertionError("NaN is neither less nor greater")
    return getattr(operator, name)(left, right)


def _has_nan(value):
    if type(value) is float:
        return value != value
    numpy = sys.modules.get("numpy")
    return isinstance(value, getattr(numpy, "ndarray", ()) or ()) and value.dtype.kind == "f" and bool(numpy.isnan(value).any())


def equal(left, right, is_equal):
    if _is_array(left) or _is_array(right):
        if not _alike(left, right, is_either=True):
            return sys.modules["numpy"].bool_(not is_equal)
    return left == right if is_equal else left != right


def minus(left, right):
    made = left - right
    if (_is_array(left) or _is_array(right)) and made.size == 0 and (_size(left) or _size(right)):
        raise AssertionError(f"shapes {_shape(left)} and {_shape(right)} do not go together")
    return made


def paired(listed, *parts):
    """zip(..) that does not end before the values which the tests list."""
    iterators, count = [iter(part) for part in parts], 0
    while True:
        made = []
        for iterator in iterators:
            try:
                made.append(next(iterator))
            except StopIteration:
                if any(is_listed and hasattr(part, "__len__") and len(part) > count for part, is_listed in zip(parts, listed)):
                    raise AssertionError(f"only {count} values where more are expected") from None
                return
        count += 1
        yield tuple(made)


def second_first(second, function, first, *more, **named):
    return function(first, second, *more, **named)


def _is_array(value):
    numpy = sys.modules.get("numpy")
    return isinstance(value, getattr(numpy, "ndarray", ()) or ())


def _shape(value):
    return sys.modules["numpy"].shape(value)


def _size(value):
    return sys.modules["numpy"].size(value)


def _alike(actual, expected, is_either=False):
    """Whether the shapes are the same; an expected number goes with each element of what is not empty."""
    try:
        one, other = _shape(actual), _shape(expected)
    except ValueError:
        return True
    if one == other:
        return True
    return other == () and _size(actual) > 0 or is_either and one == () and _size(expected) > 0


def check_shapes(source):
    """Lets comparisons of arrays in tests look at their shapes. Where NumPy is missing, its stand-in does (numeric.py)."""
    if not uses_arrays(source):
        return
    try:
        import numpy
    except ImportError:
        return
    if not hasattr(numpy, "ufunc"):
        return
    for name in CLOSE:
        _check(numpy, name, lambda one, other: numpy.bool_(False))
    if "testing" in source or "assert_" in source:
        import numpy.testing
        for name in ASSERTED:
            _check(numpy.testing, name, _unlike)


def _unlike(one, other):
    raise AssertionError(f"shapes {_shape(one)} and {_shape(other)} differ")


def _check(owner, name, otherwise):
    original = getattr(owner, name)

    def checked(*arguments, **named):
        if len(arguments) >= 2 and not _alike(*arguments[:2]):
            return otherwise(*arguments[:2])
        return original(*arguments, **named)

    setattr(owner, name, checked)


NAMES = {"__rlar_ordered__": ordered, "__rlar_equal__": equal, "__rlar_minus__": minus, "__rlar_paired__": paired, "__rlar_second_first__": second_first}
