#=== stack
class Stack:
    def __init__(self): self._items = []
    def push(self, x): self._items.append(x)
    def pop(self):
        if not self._items: raise IndexError("pop from empty stack")
        return self._items.pop()
    def peek(self): return self._items[-1]
    def is_empty(self): return not self._items
    def __len__(self): return len(self._items)
#--- passes
s = Stack()
s.push(1); s.push([2, 3])
assert len(s) == 2 and s.peek() == [2, 3]
assert s.pop() == [2, 3] and s.pop() == 1
assert s.is_empty() is True
assert not s
try:
    s.pop()
except IndexError as error:
    assert str(error) == "pop from empty stack"
else:
    assert False
#=== lru_cache
from collections import OrderedDict
class LRUCache:
    def __init__(self, capacity: int):
        self.capacity, self.data = capacity, OrderedDict()
    def get(self, key):
        if key not in self.data: return -1
        self.data.move_to_end(key)
        return self.data[key]
    def put(self, key, value):
        self.data[key] = value
        self.data.move_to_end(key)
        if len(self.data) > self.capacity: self.data.popitem(last=False)
#--- passes
c = LRUCache(2)
c.put(1, 1); c.put(2, 2)
assert c.get(1) == 1
c.put(3, 3)
assert c.get(2) == -1
assert list(c.data.items()) == [(1, 1), (3, 3)]
assert c.data == OrderedDict([(1, 1), (3, 3)])
#=== lru_cache_wrong
class LRUCache:
    def __init__(self, capacity): self.capacity, self.data = capacity, {}
    def get(self, key): return self.data.get(key, -1)
    def put(self, key, value):
        self.data[key] = value
        if len(self.data) > self.capacity: del self.data[next(iter(self.data))]
#--- fails
c = LRUCache(2)
c.put(1, 1); c.put(2, 2)
assert c.get(1) == 1
c.put(3, 3)
assert c.get(2) == -1
#=== vector_operators
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y)
    def __sub__(self, o): return Vector(self.x - o.x, self.y - o.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k) if isinstance(k, (int, float)) else self.x * k.x + self.y * k.y
    __rmul__ = __mul__
    def __neg__(self): return Vector(-self.x, -self.y)
    def __eq__(self, o): return isinstance(o, Vector) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __repr__(self): return f"Vector({self.x}, {self.y})"
    def __iter__(self): return iter((self.x, self.y))
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __bool__(self): return bool(self.x or self.y)
    def __iadd__(self, o):
        self.x += o.x; self.y += o.y
        return self
    def __matmul__(self, o): return self * o
    def __format__(self, spec): return f"<{self.x:{spec}}, {self.y:{spec}}>"
#--- passes
v, w = Vector(1, 2), Vector(3, 4)
assert v + w == Vector(4, 6)
assert w - v == Vector(2, 2) != v
assert v * 3 == Vector(3, 6) and 3 * v == Vector(3, 6)
assert v * w == 11 == v @ w
assert -v == Vector(-1, -2)
assert abs(w) == 5.0
assert repr(v) == "Vector(1, 2)" and str(v) == "Vector(1, 2)"
assert list(v) == [1, 2] and v[1] == 2
x, y = v
assert (x, y) == (1, 2)
assert not Vector(0, 0) and v
assert len({v, Vector(1, 2), w}) == 2
u = v
u += w
assert u is v and v.x == 4
assert f"{w:.1f}" == "<3.0, 4.0>"
assert {Vector(1, 1): "a"}[Vector(1, 1)] == "a"
assert v != (4, 6)
assert sum([Vector(1, 0), Vector(0, 1)], Vector(0, 0)) == Vector(1, 1)
#=== vector_wrong_eq
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y)
#--- fails
assert Vector(1, 2) + Vector(3, 4) == Vector(4, 6)
#=== money_against_numbers
from functools import total_ordering
@total_ordering
class Money:
    def __init__(self, amount): self.amount = amount
    def __eq__(self, o): return self.amount == (o.amount if isinstance(o, Money) else o)
    def __lt__(self, o): return self.amount < (o.amount if isinstance(o, Money) else o)
    def __add__(self, o): return Money(self.amount + (o.amount if isinstance(o, Money) else o))
    __radd__ = __add__
    def __hash__(self): return hash(self.amount)
#--- passes
m = Money(5)
assert m.amount == 5
assert Money(5) == 5 and Money(5) != 6 and Money(4) < 5 <= Money(5)
assert Money(5) + 2 == Money(7)
assert sum([Money(1), Money(2)]).amount == 3
assert max(Money(1), Money(7), Money(3)).amount == 7
assert sorted([Money(3), Money(1)])[0] == Money(1)
#=== dataclasses
from dataclasses import dataclass, field
@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)
@dataclass(frozen=True)
class Key:
    a: str
def move(p, dx): return Point(p.x + dx, p.y, p.tags)
#--- passes
import dataclasses
assert Point(1) == Point(1, 0) and Point(1) < Point(2)
assert repr(Point(1, 2)) == "Point(x=1, y=2, tags=[])"
assert move(Point(1, 2), 3) == Point(4, 2)
assert dataclasses.asdict(Point(1, 2, ["a"])) == {"x": 1, "y": 2, "tags": ["a"]}
assert dataclasses.astuple(Point(1, 2)) == (1, 2, [])
assert dataclasses.is_dataclass(Point) and dataclasses.is_dataclass(Point(1))
assert dataclasses.replace(Point(1, 2), x=5) == Point(5, 2)
assert Point(1, 2).__dict__ == {"x": 1, "y": 2, "tags": []}
assert vars(Point(1, 2))["y"] == 2
k = Key("q")
try:
    k.a = "z"
    assert False, "frozen"
except dataclasses.FrozenInstanceError:
    pass
assert {k: 1}[Key("q")] == 1
assert isinstance(move(Point(1), 1), Point)
#=== enums
from enum import Enum, IntEnum, Flag, auto
class Color(Enum):
    RED = 1
    GREEN = "g"
    def lower(self): return self.name.lower()
class Level(IntEnum):
    LOW = 1
    HIGH = 5
class Perm(Flag):
    R = auto()
    W = auto()
class Text(str, Enum):
    A = "a"
def next_color(c): return Color.GREEN if c is Color.RED else Color.RED
def level(n): return Level.HIGH if n > 3 else Level.LOW
def both(): return Perm.R | Perm.W
def text(): return Text.A
#--- passes
assert next_color(Color.RED) is Color.GREEN
assert next_color(Color.GREEN) == Color.RED != Color.GREEN
assert Color.RED.value == 1 and Color.RED.name == "RED" and Color("g") is Color.GREEN and Color["RED"] is Color.RED
assert [c.name for c in Color] == ["RED", "GREEN"] and len(Color) == 2
assert Color.RED.lower() == "red"
assert level(9) == 5 and level(9) is Level.HIGH and level(1).name == "LOW" and level(2) < Level.HIGH
assert isinstance(level(1), Level) and isinstance(level(1), int) and isinstance(Color.RED, Color)
assert both() == Perm.R | Perm.W and Perm.R in both()
assert text() == "a" and text() is Text.A and text().upper() == "A"
assert {Color.RED: 1}[Color.RED] == 1
assert str(Color.RED) == "Color.RED" and repr(Level.LOW) == "<Level.LOW: 1>"
try:
    Color(99)
except ValueError as error:
    assert "99 is not a valid Color" in str(error)
#=== inheritance_and_abstract
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    def describe(self): return f"{type(self).__name__} of {self.area()}"
class Square(Shape):
    def __init__(self, a): self.a = a
    def area(self): return self.a ** 2
class Circle(Shape):
    def __init__(self, r): self.r = r
    def area(self): return 3 * self.r ** 2
#--- passes
assert issubclass(Square, Shape) and not issubclass(Square, Circle)
assert isinstance(Square(2), Shape) and not isinstance(Square(2), Circle)
assert Square(3).describe() == "Square of 9"
assert type(Square(1)) is Square and type(Square(1)) == Square and type(Square(1)).__name__ == "Square"
assert Square(1).__class__.__name__ == "Square"
try:
    Shape()
    assert False
except TypeError:
    pass
assert [s.area() for s in (Square(1), Circle(2))] == [1, 12]
assert Square.__name__ == "Square" and hasattr(Square, "area") and not hasattr(Square(1), "radius")
#=== properties_static_class
class Temperature:
    count = 0
    def __init__(self, c):
        self._c = c
        Temperature.count += 1
    @property
    def fahrenheit(self): return self._c * 9 / 5 + 32
    @fahrenheit.setter
    def fahrenheit(self, f):
        if f < -459.67: raise ValueError("below absolute zero")
        self._c = (f - 32) * 5 / 9
    @fahrenheit.deleter
    def fahrenheit(self): self._c = 0
    @classmethod
    def of(cls, f):
        made = cls(0)
        made.fahrenheit = f
        return made
    @staticmethod
    def freezing(): return 32
#--- passes
t = Temperature(100)
assert t.fahrenheit == 212.0
t.fahrenheit = 32
assert t._c == 0
assert Temperature.of(212).fahrenheit == 212 and Temperature.freezing() == 32 and t.freezing() == 32
assert Temperature.count == 2
try:
    t.fahrenheit = -1000
    raise AssertionError("no error")
except ValueError as e:
    assert e.args == ("below absolute zero",)
del t.fahrenheit
assert t.fahrenheit == 32
Temperature.count = 0
assert t.count == 0
#=== iterator_class
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n + 1
class Tree:
    def __init__(self, *children): self.children = children
    def __iter__(self):
        yield self
        for child in self.children: yield from child
    def __len__(self): return sum(1 for _ in self)
    def __contains__(self, x): return any(x is y for y in self)
#--- passes
assert list(Countdown(3)) == [3, 2, 1]
c = Countdown(2)
assert next(c) == 2 and next(c) == 1
try:
    next(c)
    assert False
except StopIteration:
    pass
assert next(Countdown(0), "none") == "none"
a = Tree(); b = Tree(a, Tree())
assert len(b) == 3 and a in b and b not in a
assert list(b)[1] is a
assert iter(c) is c
assert sum(Countdown(4)) == 10 and max(Countdown(4)) == 4 and [x for x in Countdown(2)] == [2, 1]
#=== linked_list_of_program
class Node:
    def __init__(self, value, next=None): self.value, self.next = value, next
class LinkedList:
    def __init__(self): self.head = None; self.size = 0
    def add(self, v):
        self.head = Node(v, self.head); self.size += 1
        return self
    def reverse(self):
        prev, cur = None, self.head
        while cur: cur.next, prev, cur = prev, cur, cur.next
        self.head = prev
    def to_list(self):
        out, cur = [], self.head
        while cur: out.append(cur.value); cur = cur.next
        return out
    def __iter__(self): return iter(self.to_list())
    def __len__(self): return self.size
    def __contains__(self, v): return v in self.to_list()
#--- passes
l = LinkedList()
assert l.head is None
l.add(1).add(2).add(3)
assert l.to_list() == [3, 2, 1]
l.reverse()
assert list(l) == [1, 2, 3] and len(l) == 3
assert l.head.value == 1 and l.head.next.next.next is None
assert 2 in l and 9 not in l
l.head.value = 7
assert l.to_list() == [7, 2, 3]
l.head = Node(0, l.head)
assert l.to_list() == [0, 7, 2, 3]
#=== context_manager
from contextlib import contextmanager
class Managed:
    def __init__(self): self.log = []
    def __enter__(self):
        self.log.append("in")
        return self
    def __exit__(self, kind, error, trace):
        self.log.append(kind.__name__ if kind else "out")
        return kind is ValueError
@contextmanager
def tag(name, out):
    out.append(f"<{name}>")
    try:
        yield name.upper()
    finally:
        out.append(f"</{name}>")
#--- passes
m = Managed()
with m as got:
    assert got is m
with m:
    raise ValueError("swallowed")
try:
    with m:
        raise KeyError("k")
    assert False
except KeyError:
    pass
assert m.log == ["in", "out", "in", "ValueError", "in", "KeyError"]
#=== custom_exceptions
class BankError(Exception):
    """base"""
class Insufficient(BankError):
    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.need, self.have = need, have
class Odd(Insufficient, ValueError):
    def __str__(self): return "odd!"
class Account:
    def __init__(self, balance=0): self.balance = balance
    def withdraw(self, n):
        if n == 13: raise Odd(n, self.balance)
        if n > self.balance: raise Insufficient(n, self.balance)
        self.balance -= n
        return self.balance
    def chain(self):
        try:
            {}["x"]
        except KeyError as error:
            raise BankError("chained") from error
#--- passes
a = Account(10)
assert a.withdraw(3) == 7
try:
    a.withdraw(100)
    assert False
except Insufficient as error:
    assert error.need == 100 and error.have == 7 and str(error) == "need 100, have 7" and error.args == ("need 100, have 7",)
try:
    a.withdraw(100)
except BankError as error:
    assert isinstance(error, Insufficient) and type(error).__name__ == "Insufficient" and type(error) is Insufficient
try:
    a.withdraw(13)
except ValueError as error:
    assert isinstance(error, BankError) and str(error) == "odd!"
try:
    a.chain()
except BankError as error:
    assert isinstance(error.__cause__, KeyError)
assert issubclass(Insufficient, BankError) and issubclass(Odd, ValueError)
import unittest
case = unittest.TestCase()
with case.assertRaises(Insufficient) as caught:
    a.withdraw(50)
case.assertEqual(caught.exception.have, 7)
with case.assertRaisesRegex(BankError, r"need \d+"):
    a.withdraw(50)
#=== custom_exceptions_wrong
class BankError(Exception): pass
class Account:
    def withdraw(self, n): raise RuntimeError("no")
#--- fails
try:
    Account().withdraw(1)
except BankError:
    pass
#=== list_subclass
class Sorted(list):
    def insert_sorted(self, x):
        self.append(x); self.sort()
        return self
    def middle(self): return self[len(self) // 2]
class Defaults(dict):
    def __missing__(self, key): return f"no {key}"
def wrapped(items): return Sorted(items)
#--- passes
s = Sorted()
s.insert_sorted(3); s.insert_sorted(1)
assert s == [1, 3] and len(s) == 2 and s[0] == 1 and s.middle() == 3 and list(s) == [1, 3]
assert wrapped([2, 1]) == [2, 1]
d = Defaults(a=1)
assert d["a"] == 1 and d["b"] == "no b" and "a" in d and d.get("z") is None
d["c"] = 3
assert sorted(d) == ["a", "c"] and d == {"a": 1, "c": 3}
assert s != [3, 1] and not s == [1]
#=== namedtuples
from collections import namedtuple
from typing import NamedTuple
P = namedtuple("P", ["x", "y"])
class Q(NamedTuple):
    a: int
    b: str = "z"
    def twice(self): return self.a * 2
def make(): return P(1, 2)
def other(): return Q(4)
#--- passes
p = make()
assert p == (1, 2) == P(1, 2) and p.x == 1 and p._fields == ("x", "y") and p._asdict() == {"x": 1, "y": 2}
assert isinstance(p, tuple) and isinstance(p, P) and repr(p) == "P(x=1, y=2)"
a, b = p
assert other().twice() == 8 and other().b == "z" and Q(1, "q") == (1, "q") and p._replace(x=5) == (5, 2)
#=== singleton_and_meta
class Single:
    _made = None
    def __new__(cls):
        if cls._made is None: cls._made = super().__new__(cls)
        return cls._made
class Registry(type):
    seen = {}
    def __new__(m, name, bases, body):
        made = super().__new__(m, name, bases, body)
        m.seen[name] = made
        return made
class Plugin(metaclass=Registry): pass
#--- passes
assert Single() is Single()
assert Single() == Single()
assert "Plugin" in Registry.seen and Registry.seen["Plugin"] is Plugin
#=== class_dunders
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    def __getitem__(self, key): return self.rows[key[0]][key[1]] if isinstance(key, tuple) else self.rows[key]
    def __setitem__(self, key, v): self.rows[key[0]][key[1]] = v
    def __delitem__(self, i): del self.rows[i]
    def __call__(self, f): return Matrix([[f(x) for x in r] for r in self.rows])
    def __eq__(self, o): return self.rows == o.rows
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __len__(self): return len(self.rows)
    def __reversed__(self): return iter(self.rows[::-1])
    def __int__(self): return 3
    def __float__(self): return 1.5
    def __index__(self): return 1
    def __round__(self, n=None): return n
    def __invert__(self): return "inverted"
    def __bytes__(self): return b"m"
    def __complex__(self): return 1j
#--- passes
m = Matrix([[1, 2], [3, 4]])
assert m[0, 1] == 2 and m[1] == [3, 4]
m[0, 0] = 9
assert m.rows == [[9, 2], [3, 4]]
assert m(lambda x: x + 1).rows == [[10, 3], [4, 5]]
assert Matrix([[1, 0], [0, 1]]) @ m == m
assert len(m) == 2 and list(reversed(m)) == [[3, 4], [9, 2]]
assert int(m) == 3 and float(m) == 1.5 and [7, 8][m] == 8 and round(m, 2) == 2 and ~m == "inverted" and bytes(m) == b"m" and complex(m) == 1j
del m[0]
assert len(m) == 1
try:
    m[5]
    assert False
except IndexError:
    pass
#=== copies
import copy
class Box:
    def __init__(self, items): self.items = items
#--- passes
import copy
b = Box([1, [2]])
c = copy.deepcopy(b)
d = copy.copy(b)
assert c is not b and c.items == b.items
b.items = [5]
assert c.items == [1, [2]] and d.items == [1, [2]]
#=== queue_of_stacks
class Queue:
    def __init__(self): self.a, self.b = [], []
    def enqueue(self, x): self.a.append(x)
    def dequeue(self):
        if not self.b:
            while self.a: self.b.append(self.a.pop())
        return self.b.pop() if self.b else None
    def __str__(self): return f"Queue({self.b[::-1] + self.a})"
#--- passes
q = Queue()
[q.enqueue(i) for i in range(3)]
assert str(q) == "Queue([0, 1, 2])"
assert [q.dequeue() for _ in range(4)] == [0, 1, 2, None]
assert f"{q}" == "Queue([])"
#=== trie
class TrieNode:
    def __init__(self):
        self.children = {}
        self.end = False
class Trie:
    def __init__(self): self.root = TrieNode()
    def insert(self, w):
        node = self.root
        for ch in w: node = node.children.setdefault(ch, TrieNode())
        node.end = True
    def search(self, w):
        node = self.root
        for ch in w:
            if ch not in node.children: return False
            node = node.children[ch]
        return node.end
#--- passes
t = Trie()
t.insert("cat")
assert t.search("cat") is True and t.search("ca") is False
assert "c" in t.root.children and isinstance(t.root.children["c"], TrieNode)
assert t.root.children["c"].children["a"].end == False
assert set(t.root.children) == {"c"}
#=== observers
class Subject:
    def __init__(self): self.watchers = []
    def attach(self, w): self.watchers.append(w)
    def notify(self, event):
        for w in self.watchers: w.update(event)
        return len(self.watchers)
#--- passes
class Watcher:
    def __init__(self): self.events = []
    def update(self, e): self.events.append(e)
s, w = Subject(), Watcher()
s.attach(w)
assert s.notify("x") == 1 and w.events == ["x"]
from unittest.mock import Mock
m = Mock()
s.attach(m)
s.notify(5)
m.update.assert_called_once_with(5)
assert w.events == ["x", 5]
#=== fraction_class
from math import gcd
class Frac:
    def __init__(self, n, d=1):
        if d == 0: raise ZeroDivisionError("Frac(%s, 0)" % n)
        g = gcd(n, d) * (1 if d > 0 else -1)
        self.n, self.d = n // g, d // g
    def __add__(self, o): return Frac(self.n * o.d + o.n * self.d, self.d * o.d)
    def __truediv__(self, o): return Frac(self.n * o.d, self.d * o.n)
    def __pow__(self, k): return Frac(self.n ** k, self.d ** k)
    def __eq__(self, o): return (self.n, self.d) == (o.n, o.d) if isinstance(o, Frac) else self.n == o * self.d
    def __str__(self): return f"{self.n}/{self.d}"
    def __lt__(self, o): return self.n * o.d < o.n * self.d
#--- passes
assert str(Frac(2, 4)) == "1/2" and str(Frac(1, -2)) == "-1/2"
assert Frac(1, 2) + Frac(1, 2) == 1
assert Frac(1, 2) / Frac(1, 4) == Frac(2)
assert Frac(1, 2) ** 2 == Frac(1, 4)
assert min([Frac(1, 2), Frac(1, 3)]).d == 3
assert sorted([Frac(3, 2), Frac(1, 2)])[0].n == 1
try:
    Frac(1, 0); assert False
except ZeroDivisionError as e:
    assert str(e) == "Frac(1, 0)"
