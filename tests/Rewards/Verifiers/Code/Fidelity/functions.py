#=== higher_order
def compose(*fs):
    def run(x):
        for f in reversed(fs): x = f(x)
        return x
    return run
def apply_n(f, n, x):
    for _ in range(n): x = f(x)
    return x
def make_counter():
    n = 0
    def count():
        nonlocal n
        n += 1
        return n
    return count
def my_map(f, xs): return [f(x) for x in xs]
def my_sort(xs, key=None, reverse=False): return sorted(xs, key=key, reverse=reverse)
def lazy(f, xs):
    for x in xs: yield f(x)
def curry(f): return lambda a: lambda b: f(a, b)
#--- passes
assert compose(lambda x: x + 1, lambda x: x * 2)(5) == 11
assert apply_n(lambda s: s + "a", 3, "") == "aaa"
c, d = make_counter(), make_counter()
assert [c(), c(), d()] == [1, 2, 1]
assert my_map(str, [1, 2]) == ["1", "2"] and my_map(len, ["a", "bb"]) == [1, 2]
assert my_sort(["bb", "a", "ccc"], key=len, reverse=True) == ["ccc", "bb", "a"]
assert my_sort([(1, "b"), (0, "z")], key=lambda p: p[1]) == [(1, "b"), (0, "z")]
assert list(lazy(lambda x: x * x, (i for i in range(4)))) == [0, 1, 4, 9]
assert curry(lambda a, b: a - b)(5)(3) == 2
assert callable(compose()) and compose()(7) == 7
calls = []
assert apply_n(lambda x: calls.append(x) or x + 1, 2, 0) == 2 and calls == [0, 1]
#=== decorators
import functools
def memoize(f):
    cache = {}
    @functools.wraps(f)
    def run(*a):
        if a not in cache: cache[a] = f(*a)
        return cache[a]
    run.cache = cache
    return run
def retry(times, errors=(Exception,)):
    def wrap(f):
        @functools.wraps(f)
        def run(*a, **k):
            for i in range(times):
                try:
                    return f(*a, **k)
                except errors:
                    if i == times - 1: raise
        return run
    return wrap
def shout(f):
    def run(*a): return f(*a).upper() + "!"
    return run
#--- passes
calls = []
@memoize
def square(x):
    """Squares."""
    calls.append(x)
    return x * x
assert square(4) == 16 and square(4) == 16 and calls == [4]
assert square.__name__ == "square" and square.__doc__ == "Squares."
assert square.cache == {(4,): 16}
tries = []
@retry(3)
def flaky(a, b=0):
    tries.append(a)
    if len(tries) < 3: raise ValueError("again")
    return a + b
assert flaky(1, b=2) == 3 and len(tries) == 3
@retry(2, (KeyError,))
def bad(): raise ValueError("mine")
try:
    bad(); assert False
except ValueError as e:
    assert str(e) == "mine"
@shout
def hi(n): return "hi " + n
assert hi("bo") == "HI BO!"
#=== generators
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
def averager():
    total = n = 0
    avg = None
    while True:
        x = yield avg
        total += x; n += 1
        avg = total / n
def flatten(xs):
    for x in xs:
        if isinstance(x, (list, tuple)): yield from flatten(x)
        else: yield x
def chunks(xs, n):
    for i in range(0, len(xs), n): yield xs[i:i + n]
def closing(log):
    try:
        yield 1
        yield 2
    except ValueError:
        yield "caught"
    finally:
        log["done"] = True
#--- passes
import types, itertools, inspect
g = fib()
assert [next(g) for _ in range(6)] == [0, 1, 1, 2, 3, 5]
assert list(itertools.islice(fib(), 4)) == [0, 1, 1, 2]
assert isinstance(fib(), types.GeneratorType) and inspect.isgenerator(fib()) and inspect.isgeneratorfunction(fib)
a = averager()
assert next(a) is None and a.send(10) == 10 and a.send(20) == 15
assert list(flatten([1, [2, (3, [4])]])) == [1, 2, 3, 4]
assert list(chunks("abcde", 2)) == ["ab", "cd", "e"]
assert hasattr(fib(), "__next__") and iter(g) is g
c = closing({})
assert next(c) == 1 and c.throw(ValueError) == "caught"
for i, x in enumerate(fib()):
    if i == 3: break
assert x == 2
assert sum(x for x, _ in zip(fib(), range(10))) == 88
#=== generators_wrong
def evens(n):
    return [i for i in range(n) if i % 2 == 0]
#--- fails
import types
assert isinstance(evens(4), types.GeneratorType)
#=== mutation
def sort_in_place(xs):
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]: xs[j], xs[j + 1] = xs[j + 1], xs[j]
def rotate(m): m[:] = [list(r)[::-1] for r in zip(*m[::1])][::-1][::-1] if False else [list(r) for r in zip(*m[::-1])]
def update(d, k):
    d[k] = d.get(k, 0) + 1
    d.setdefault("list", []).append(k)
def extend(b): b.extend(b"xyz"); b[0] = 65
def rot(d): d.rotate(1); d.append(9)
def add(s, x): s.add(x); s.discard(0)
def alias(m): m[0][0] = 7; return m
def swap(a, b): a[:], b[:] = b[:], a[:]
def pop_all(xs):
    out = []
    while xs: out.append(xs.pop())
    return out
def touch(o): o["a"]["b"][1].append({"z": 1})
def same(xs): return xs
def clear_counter(c): c.clear(); c["x"] += 2
#--- passes
from collections import deque, Counter, defaultdict, OrderedDict
x = [3, 1, 2]
assert sort_in_place(x) is None and x == [1, 2, 3]
m = [[1, 2], [3, 4]]
rotate(m)
assert m == [[3, 1], [4, 2]]
d = {"a": 1}
update(d, "a"); update(d, "b")
assert d == {"a": 2, "list": ["a", "b"], "b": 1}
b = bytearray(b"abc")
extend(b)
assert b == bytearray(b"Abcxyz")
q = deque([1, 2, 3], maxlen=5)
rot(q)
assert list(q) == [3, 1, 2, 9] and q.maxlen == 5
s = {0, 1}
add(s, 5)
assert s == {1, 5}
row = [0]
grid = [row] * 3
out = alias(grid)
assert out is grid and grid == [[7], [7], [7]] and grid[0] is grid[2] is row and row == [7]
a, c = [1], [2, 3]
swap(a, c)
assert a == [2, 3] and c == [1]
xs = [1, 2]
assert pop_all(xs) == [2, 1] and xs == []
deep = {"a": {"b": [0, []]}}
inner = deep["a"]["b"][1]
touch(deep)
assert deep == {"a": {"b": [0, [{"z": 1}]]}} and inner == [{"z": 1}]
assert same(xs) is xs
k = Counter("aab")
clear_counter(k)
assert k == Counter(x=2)
o = OrderedDict([("b", 1)])
update(o, "q")
assert list(o) == ["b", "q", "list"]
dd = defaultdict(int, {"a": 1})
update.__call__({}, "a")
clear_counter(dd) if False else None
#=== mutation_wrong
def sort_in_place(xs): return sorted(xs)
#--- fails
x = [3, 1, 2]
sort_in_place(x)
assert x == [1, 2, 3]
#=== must_not_mutate
def head(xs):
    xs.sort()
    return xs[0]
#--- fails
x = [3, 1, 2]
assert head(x) == 1
assert x == [3, 1, 2]
#=== default_argument
def collect(x, acc=[]):
    acc.append(x)
    return acc
def fresh(x, acc=None):
    acc = [] if acc is None else acc
    acc.append(x)
    return acc
#--- passes
assert collect(1) == [1] and collect(2) == [1, 2]
assert fresh(1) == [1] and fresh(2) == [2]
mine = [0]
assert fresh(1, mine) is mine and mine == [0, 1]
assert collect(5, acc=[]) == [5] and collect(*[6], **{"acc": [1]}) == [1, 6]
#=== globals_across
count = 0
seen = set()
def visit(x):
    global count
    count += 1
    seen.add(x)
    return count
LIMIT = 10
TABLE = {"a": [1, 2]}
#--- passes
assert visit("a") == 1 and visit("b") == 2
assert count == 2 and seen == {"a", "b"} and LIMIT == 10 and TABLE["a"][1] == 2
assert visit("c") == len(seen) == 3
#=== results_of_all_kinds
from collections import Counter, OrderedDict, defaultdict, deque
from fractions import Fraction
from decimal import Decimal
import datetime, uuid, pathlib, string, array
def value(k):
    return {
        "counter": Counter("aab"), "ordered": OrderedDict(a=1, b=2), "default": defaultdict(list, {"x": [1]}), "deque": deque([1, 2]), "fraction": Fraction(1, 3),
        "decimal": Decimal("1.10"), "date": datetime.date(2024, 2, 29), "datetime": datetime.datetime(2024, 1, 2, 3, 4, 5), "delta": datetime.timedelta(days=1, seconds=5),
        "aware": datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc), "complex": 1 + 2j, "bytes": b"\x00\xff", "frozen": frozenset({1, 2}), "range": range(1, 9, 2),
        "big": 7 ** 6000, "negative": -(2 ** 64), "nan": float("nan"), "inf": float("inf"), "none": None, "ellipsis": ..., "nested": {"a": [(1, {2, 3}), None, {"b": b"x"}]},
        "keys": {1: 2}.keys(), "values": {1: 2}.values(), "items": {1: 2}.items(), "uuid": uuid.UUID(int=5), "path": pathlib.PurePosixPath("/a/b"), "type": int, "slice": slice(1, 2),
        "tuple_keys": {(1, 2): "x", frozenset({3}): "y"}, "bool": True, "empty": "", "surrogate": "\ud800", "unicode": "naïve \U0001F600", "float": 0.1 + 0.2, "tiny": 5e-324, "neg0": -0.0,
        "bytearray": bytearray(b"q"), "time": datetime.time(1, 2), "function": len, "error": ValueError("x"), "module": string,
    }[k]
#--- passes
import math, collections, fractions, decimal, datetime, uuid, pathlib
assert value("counter") == {"a": 2, "b": 1} and value("counter").most_common(1) == [("a", 2)] and isinstance(value("counter"), collections.Counter)
assert list(value("ordered").items()) == [("a", 1), ("b", 2)] and value("default")["new"] == [] and value("deque").popleft() == 1
assert value("fraction") == fractions.Fraction(1, 3) and value("decimal") == decimal.Decimal("1.1") and str(value("decimal")) == "1.10"
assert value("date").isoformat() == "2024-02-29" and value("datetime") == datetime.datetime(2024, 1, 2, 3, 4, 5) and value("delta").total_seconds() == 86405
assert value("aware") == datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc) and value("time").hour == 1
assert value("complex") == 1 + 2j and value("bytes") == b"\x00\xff" and value("frozen") == frozenset((2, 1)) and value("range") == range(1, 8, 2) and list(value("range")) == [1, 3, 5, 7]
assert value("big") == 7 ** 6000 and value("negative") == -(2 ** 64) and math.isnan(value("nan")) and value("inf") == math.inf and value("none") is None and value("ellipsis") is ...
assert value("nested") == {"a": [(1, {2, 3}), None, {"b": b"x"}]} and value("keys") == {1} and list(value("values")) == [2] and list(value("items")) == [(1, 2)]
assert value("uuid") == uuid.UUID(int=5) and value("path").name == "b" and value("type") is int and value("slice") == slice(1, 2)
assert value("tuple_keys")[1, 2] == "x" and value("bool") is True and value("empty") == "" and value("surrogate") == "\ud800" and value("unicode").endswith("\U0001F600")
assert value("float") == 0.30000000000000004 and value("tiny") > 0 and math.copysign(1, value("neg0")) == -1 and value("bytearray") == b"q"
assert type(value("counter")) is collections.Counter and type(value("bool")) is bool and type(value("frozen")) == frozenset and isinstance(value("error"), ValueError) and str(value("error")) == "x"
assert value("function")([1, 2]) == 2 and value("module").digits == "0123456789"
#=== async_functions
import asyncio
async def double(x):
    await asyncio.sleep(0)
    return x * 2
async def gather(xs): return await asyncio.gather(*(double(x) for x in xs))
async def numbers(n):
    for i in range(n):
        yield i
async def fails(): raise ValueError("async")
class Pool:
    async def __aenter__(self): return self
    async def __aexit__(self, *e): return False
    async def get(self): return 5
async def apply(f, x): return await f(x)
#--- passes
import asyncio, inspect
assert asyncio.run(double(4)) == 8
assert asyncio.run(gather([1, 2, 3])) == [2, 4, 6]
assert asyncio.iscoroutinefunction(double) and inspect.iscoroutinefunction(double)
async def main():
    assert await double(1) == 2
    assert await asyncio.gather(double(1), double(2)) == [2, 4]
    assert [x async for x in numbers(3)] == [0, 1, 2]
    async with Pool() as p:
        assert await p.get() == 5
    async def inc(x):
        await asyncio.sleep(0)
        return x + 1
    assert await apply(inc, 3) == 4
    assert await asyncio.wait_for(double(3), timeout=1) == 6
    try:
        await fails()
        assert False
    except ValueError as e:
        assert str(e) == "async"
asyncio.run(main())
assert asyncio.get_event_loop_policy() is not None
#=== recursion_depth
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
def forever(n): return forever(n + 1)
def nest(n):
    out = []
    for _ in range(n): out = [out]
    return out
#--- passes
assert depth(900) == 900
try:
    forever(0); assert False
except RecursionError:
    pass
try:
    depth(5000); assert False
except RecursionError:
    pass
x = nest(300)
assert x == nest(300)
for _ in range(300): x = x[0]
assert x == []
#=== recursion_limit_raised
import sys
sys.setrecursionlimit(20000)
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
#--- passes
assert depth(9000) == 9000
#=== printing
import sys
def greet(name): print("Hello,", name, sep=" ", end="!\n")
def table(n):
    for i in range(1, n + 1): sys.stdout.write(f"{i}\t{i * i}\n")
def loud(): print("err", file=sys.stderr)
#--- passes
import io, contextlib
from unittest.mock import patch
buffer = io.StringIO()
with contextlib.redirect_stdout(buffer):
    greet("Bo")
    table(2)
assert buffer.getvalue() == "Hello, Bo!\n1\t1\n2\t4\n"
with patch("sys.stdout", new_callable=io.StringIO) as out:
    greet("Al")
    assert out.getvalue() == "Hello, Al!\n"
with patch("builtins.print") as printed:
    greet("Cy")
    printed.assert_called_once_with("Hello,", "Cy", sep=" ", end="!\n")
import sys
old, sys.stdout = sys.stdout, io.StringIO()
greet("Di")
text, sys.stdout = sys.stdout.getvalue(), old
assert text.strip() == "Hello, Di!"
#=== reading_input
import sys
def ask(): return input("Name? ").strip().title()
def total(): return sum(int(line) for line in sys.stdin)
def first(): return sys.stdin.readline().strip()
#--- passes
import io, sys, builtins
from unittest.mock import patch
with patch("builtins.input", return_value=" bo "):
    assert ask() == "Bo"
with patch("builtins.input", side_effect=["a", "b"]) as asked:
    assert ask() == "A" and ask() == "B"
    asked.assert_called_with("Name? ")
with patch("sys.stdin", io.StringIO("1\n2\n3\n")):
    assert total() == 6
sys.stdin = io.StringIO("line one\nx\n")
assert first() == "line one" and ask() == "X"
try:
    ask(); assert False
except EOFError:
    pass
builtins.input = lambda p="": "zed"
assert ask() == "Zed"
#=== mocked_library
import random, time, os
def roll(): return random.randint(1, 6)
def stamp(): return int(time.time())
def nap(): time.sleep(1000); return "up"
def read(path):
    with open(path) as f: return f.read().upper()
def pick(xs): return random.choice(xs)
#--- passes
from unittest import mock
from unittest.mock import patch, mock_open
with patch("random.randint", return_value=4) as m:
    assert roll() == 4
    m.assert_called_once_with(1, 6)
with patch("time.time", return_value=12.7):
    assert stamp() == 12
with patch("time.sleep") as s:
    assert nap() == "up"
assert s.call_count == 1
with patch("builtins.open", mock_open(read_data="abc")) as o:
    assert read("f.txt") == "ABC"
o.assert_called_once_with("f.txt")
assert stamp() > 1000
import random
random.seed(42)
a = pick(range(1000))
random.seed(42)
assert pick(range(1000)) == a == random.Random(42).choice(range(1000))
#=== annotations
from __future__ import annotations
from typing import Optional, Callable, TypeVar, Generic
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, x: T) -> None: self.x = x
    def map(self, f: Callable[[T], T]) -> Box[T]: return Box(f(self.x))
def f(x: int, y: Optional[str] = None, *args: int, z: float = 1.0, **kw: int) -> dict[str, int]:
    """Doc."""
    return {"x": x}
#--- passes
assert Box(3).map(lambda x: x + 1).x == 4
assert f(1) == {"x": 1} and f.__name__ == "f" and f.__doc__ == "Doc."
import inspect
assert f.__defaults__ == (None,)
assert Box[int](2).x == 2
#=== main_block
def f(x): return x + 1
if __name__ == "__main__":
    print(f(1))
#--- passes
assert f(1) == 2
#=== files_of_its_own
import os, tempfile, json
def save(d):
    path = os.path.join(tempfile.mkdtemp(), "x.json")
    with open(path, "w") as f: json.dump(d, f)
    with open(path) as f: return json.load(f)
#--- passes
assert save({"a": [1, None]}) == {"a": [1, None]}
#=== errors_built_in
import json, decimal
def go(k):
    if k == 0: return 1 / 0
    if k == 1: return int("x")
    if k == 2: return {}["q"]
    if k == 3: return [][1]
    if k == 4: return None.foo
    if k == 5: return "a" + 1
    if k == 6: raise NotImplementedError
    if k == 7: return open("/no/such/file")
    if k == 8: return json.loads("{")
    if k == 9: return undefined_name
    if k == 10: raise SystemExit(3)
    if k == 11: return decimal.Decimal("x")
    if k == 12: raise TimeoutError("late")
    if k == 13: return b"\xff".decode()
    if k == 14: assert k < 0, "negative only"
    if k == 15: raise StopIteration
    if k == 16: raise ValueError
    if k == 17: raise KeyError("a", 2)
    if k == 18: import no_such_module_at_all
    if k == 19: raise OSError(2, "gone")
    if k == 20: raise Exception({"a": 1}, [2])
#--- passes
import json, decimal
kinds = [ZeroDivisionError, ValueError, KeyError, IndexError, AttributeError, TypeError, NotImplementedError, FileNotFoundError, json.JSONDecodeError, NameError, SystemExit,
    decimal.InvalidOperation, TimeoutError, UnicodeDecodeError, AssertionError, StopIteration, ValueError, KeyError, ModuleNotFoundError, FileNotFoundError, Exception]
for k, kind in enumerate(kinds):
    try:
        go(k)
    except kind as error:
        made = error
    else:
        raise AssertionError(k)
    assert type(made) is kind, (k, type(made))
    if k == 0: assert str(made) == "division by zero"
    if k == 2: assert made.args == ("q",) and str(made) == "'q'"
    if k == 7: assert made.errno == 2
    if k == 10: assert made.code == 3
    if k == 14: assert str(made) == "negative only"
    if k == 17: assert made.args == ("a", 2)
    if k == 20: assert made.args == ({"a": 1}, [2])
#=== exit_uncaught
import sys
def f(): sys.exit(0)
#--- fails-here
f()
assert False
#=== callbacks_raise
def safe(f, default):
    try:
        return f()
    except Exception as e:
        return (default, type(e).__name__, str(e))
def through(f): return f()
def only_value(f):
    try: return f()
    except ValueError: return "value"
#--- passes
class Mine(Exception): pass
class Sub(ValueError): pass
def bad(): raise ValueError("b")
def mine(): raise Mine("m")
def sub(): raise Sub("s")
assert safe(bad, 0) == (0, "ValueError", "b")
assert safe(lambda: 1 / 0, 1)[1] == "ZeroDivisionError"
try:
    through(mine); assert False
except Mine as e:
    assert str(e) == "m"
assert only_value(sub) == "value"
try:
    only_value(mine); assert False
except Mine:
    pass
#=== tests_objects
def depth(tree): return 0 if tree is None else 1 + max(depth(tree.left), depth(tree.right))
def values(tree): return values(tree.left) + [tree.val] + values(tree.right) if tree else []
def invert(tree):
    if not tree: return None
    tree.left, tree.right = invert(tree.right), invert(tree.left)
    return tree
def has_cycle(head):
    slow = fast = head
    while fast and fast.next:
        slow, fast = slow.next, fast.next.next
        if slow is fast: return True
    return False
def reverse(head):
    prev = None
    while head: head.next, prev, head = prev, head, head.next
    return prev
def find(tree, x):
    while tree != None:
        if tree.val == x: return tree
        tree = tree.left if x < tree.val else tree.right
def same(a, b): return a == b
def visit(node, seen=None):
    seen = set() if seen is None else seen
    if node in seen: return 0
    seen.add(node)
    return 1 + sum(visit(n, seen) for n in node.successors)
def names(people): return sorted(p.name for p in people)
def oldest(people): return max(people, key=lambda p: p.age)
def by_age(people): return sorted(people)
def rename(p): p.name = p.name.upper(); return p
def total(shapes): return sum(s.area() for s in shapes)
def fill(box): box["k"] = 1; return len(box), "k" in box, [x for x in box], box["k"]
def add(a, b): return a + b
#--- passes
class TreeNode:
    def __init__(self, val=0, left=None, right=None): self.val, self.left, self.right = val, left, right
class ListNode:
    def __init__(self, val=0, next=None): self.val, self.next = val, next
class Person:
    def __init__(self, name, age): self.name, self.age = name, age
    def __lt__(self, o): return self.age < o.age
    def __repr__(self): return self.name
class Square:
    def __init__(self, a): self.a = a
    def area(self): return self.a * self.a
    def __eq__(self, o): return self.a == o.a
    def __add__(self, o): return Square(self.a + o.a)
class Graph:
    def __init__(self): self.successors = []
t = TreeNode(2, TreeNode(1), TreeNode(3))
assert depth(t) == 2 and values(t) == [1, 2, 3] and depth(None) == 0
assert find(t, 3) is t.right and find(t, 9) is None
assert invert(t) is t and values(t) == [3, 2, 1]
a = ListNode(1, ListNode(2, ListNode(3)))
r = reverse(a)
assert [r.val, r.next.val, r.next.next.val, r.next.next.next] == [3, 2, 1, None] and r.next.next is a
a.next = r
assert has_cycle(r) is True and has_cycle(ListNode(1)) is False
people = [Person("bo", 30), Person("al", 20)]
assert names(people) == ["al", "bo"] and oldest(people) is people[0] and by_age(people)[0] is people[1]
assert rename(people[0]).name == "BO" and people[0].name == "BO"
assert total([Square(2), Square(3)]) == 13
assert same(Square(1), Square(1)) and not same(Square(1), Square(2)) and add(Square(1), Square(2)) == Square(3)
g, h = Graph(), Graph()
g.successors, h.successors = [h, g], [g]
assert visit(g) == 2
#=== leetcode_solution
from typing import List, Optional
class ListNode:
    def __init__(self, val=0, next=None): self.val, self.next = val, next
class Solution:
    def twoSum(self, nums: List[int], target: int) -> List[int]:
        seen = {}
        for i, x in enumerate(nums):
            if target - x in seen: return [seen[target - x], i]
            seen[x] = i
    def merge(self, a: Optional[ListNode], b: Optional[ListNode]):
        dummy = tail = ListNode()
        while a and b:
            if a.val <= b.val: tail.next, a = a, a.next
            else: tail.next, b = b, b.next
            tail = tail.next
        tail.next = a or b
        return dummy.next
    def moveZeroes(self, nums):
        nums.sort(key=lambda x: x == 0)
#--- passes
def build(xs):
    head = None
    for x in reversed(xs): head = ListNode(x, head)
    return head
def listed(n):
    out = []
    while n: out.append(n.val); n = n.next
    return out
s = Solution()
assert s.twoSum([2, 7, 11], 9) == [0, 1] and Solution().twoSum(nums=[3, 3], target=6) == [0, 1]
assert listed(s.merge(build([1, 4]), build([2, 3, 5]))) == [1, 2, 3, 4, 5]
x = [0, 1, 0, 2]
s.moveZeroes(x)
assert x == [1, 2, 0, 0]
#=== import_forms
def f(x): return x * 2
def g(x): return x + 1
CONST = 5
class K: pass
#--- passes-here
from solution import f, CONST
from solution import *
import solution
import solution as sol
from solution import g as gg
assert f(2) == 4 and CONST == 5 and solution.g(1) == 2 and sol.f(1) == 2 and gg(0) == 1
assert isinstance(sol.K(), solution.K)
#=== heap_and_bisect
import heapq, bisect
def k_smallest(k, xs): return heapq.nsmallest(k, xs)
def push(h, x): heapq.heappush(h, x)
def insert(xs, x): bisect.insort(xs, x)
#--- passes
h = [1, 5, 3]
push(h, 0)
assert h[0] == 0 and sorted(h) == [0, 1, 3, 5]
xs = [1, 3]
insert(xs, 2)
assert xs == [1, 2, 3] and k_smallest(2, [3, 1, 2]) == [1, 2]
#=== mutable_attributes
class Node:
    def __init__(self, name): self.name, self.children, self.data = name, [], {}
    def total(self): return 1 + sum(c.total() for c in self.children)
def size(node): return node.total()
#--- passes
root = Node("r")
root.children = [Node("a"), Node("b")]
root.data = {"k": 1}
assert size(root) == 3 and root.data["k"] == 1 and [c.name for c in root.children] == ["a", "b"]
#=== mutable_attributes_appended
class Node:
    def __init__(self, name): self.name, self.children, self.data = name, [], {}
    def total(self): return 1 + sum(c.total() for c in self.children)
#--- passes
root = Node("r")
root.children.append(Node("a"))
root.children.append(Node("b"))
root.children[0].children.append(Node("c"))
root.data["k"] = [1]
root.data["k"].append(2)
assert root.total() == 4 and root.data == {"k": [1, 2]} and len(root.children) == 2
#=== returned_container_kept
class Bag:
    def __init__(self): self._items = []
    def items(self): return self._items
    def copy_of(self): return list(self._items)
    def add(self, x): self._items.append(x)
#--- passes
b = Bag()
b.add(1)
b.items().append(2)
assert b.items() == [1, 2]
b.copy_of().append(3)
assert b.items() == [1, 2]
#=== subclass_in_tests
from abc import ABC, abstractmethod
class Animal(ABC):
    def __init__(self, name): self.name = name
    @abstractmethod
    def speak(self): ...
    def intro(self): return f"{self.name} says {self.speak()}"
    @property
    def kind(self): return "animal"
class Handler:
    def __init__(self): self.next = None
    def handle(self, x): return self.next.handle(x) if self.next else None
#--- passes
class Dog(Animal):
    legs = 4
    def __init__(self, name, age):
        super().__init__(name)
        self.age = age
    def speak(self): return "woof"
    def intro(self): return super().intro() + "!"
    @property
    def kind(self): return "dog"
    @staticmethod
    def twice(x): return 2 * x
    @classmethod
    def make(cls): return cls("Bo", 1)
class Even(Handler):
    def handle(self, x): return "even" if x % 2 == 0 else super().handle(x)
class Odd(Handler):
    def handle(self, x): return "odd" if x % 2 else super().handle(x)
class Plain:
    def __init__(self): self.x = 1
class Further(Plain):
    def __init__(self):
        super().__init__()
        self.y = self.x + 1
d = Dog("Rex", 3)
assert d.intro() == "Rex says woof!" and d.age == 3 and d.kind == "dog" and Dog.legs == 4 and d.twice(2) == 4
assert isinstance(d, Animal) and isinstance(d, Dog) and issubclass(Dog, Animal) and Dog.make().name == "Bo"
h = Even()
h.next = Odd()
assert [h.handle(i) for i in (1, 2)] == ["odd", "even"]
assert Further().y == 2
class Cat(Animal): pass
try:
    Cat("x")
    assert False
except TypeError:
    pass
