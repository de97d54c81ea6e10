#=== small_0
def remove_Occ(s,ch):
    i=s.find(ch); s=s[:i]+s[i+1:] if i>=0 else s
    j=s.rfind(ch)
    return s[:j]+s[j+1:] if j>=0 else s
#--- passes
assert remove_Occ("hello","l") == "heo"
assert remove_Occ("PHP","P") == "H"
#=== small_1
def sort_matrix(M):
    return sorted(M, key=sum)
#--- passes
assert sort_matrix([[1, 2, 3], [2, 4, 5], [1, 1, 1]])==[[1, 1, 1], [1, 2, 3], [2, 4, 5]]
#=== small_2
from collections import Counter
def count_common(words):
    return Counter(words).most_common(4)
#--- passes
assert count_common(['red','green','red','pink','pink','red','b','c']) == [('red', 3), ('pink', 2), ('green', 1), ('b', 1)]
#=== small_3
import re
def text_match(t):
    return "Found a match!" if re.search("ab{3}?", t) else "Not matched!"
#--- passes
assert text_match("ac")==("Not matched!")
assert text_match("abbb")==("Found a match!")
#=== small_4
def similar_elements(a,b):
    return tuple(set(a) & set(b))
#--- passes
assert set(similar_elements((3, 4, 5, 6),(5, 7, 4, 10))) == set((4, 5))
#=== small_5
import heapq as hq
def heap_queue_largest(nums,n):
    return hq.nlargest(n, nums)
#--- passes
assert heap_queue_largest( [25, 35, 22, 85, 14, 65, 75, 22, 58],3)==[85, 75, 65]
#=== small_6
def is_Power_Of_Two(x): return x and (not(x & (x - 1)))
#--- passes
assert is_Power_Of_Two(1) == True
assert is_Power_Of_Two(3) == False
#=== small_7
import math
def volume_sphere(r): return (4/3)*math.pi*r**3
#--- passes
import math
assert math.isclose(volume_sphere(10), 4188.790204786391, rel_tol=0.001)
#=== small_8
def volume_sphere(r): return (4/3)*3*r**3
#--- fails
import math
assert math.isclose(volume_sphere(10), 4188.790204786391, rel_tol=0.001)
#=== small_9
def merge_dictionaries(a,b): return {**a, **b}
#--- passes
assert merge_dictionaries({ "R": "Red"}, {"G": "Green"})=={"R": "Red", "G": "Green"}
#=== small_10
def Diff(a,b): return list(set(a)-set(b)) + list(set(b)-set(a))
#--- passes
assert sorted(Diff([10, 15, 20], [25, 15])) == [10, 20, 25]
#=== small_11
def Extract(lst): return [i[0] for i in lst]
#--- passes
assert Extract([[1, 2], [3, 4, 5], [6]]) == [1, 3, 6]
#=== small_12
def Extract(lst): return (i[0] for i in lst)
#--- fails
assert Extract([[1, 2], [3, 4, 5], [6]]) == [1, 3, 6]
#=== small_13
def Split(xs): return [x for x in xs if x % 2]
#--- passes
assert Split([1,2,3]) == [1,3]
#=== small_14
def add_tuple(xs, t):
    xs += t
    return xs
#--- passes
assert add_tuple([5, 6], (9, 10)) == [5, 6, 9, 10]
#=== small_15
def tuple_to_dict(t): return dict(zip(t[::2], t[1::2]))
#--- passes
assert tuple_to_dict((1, 5, 7, 10)) == {1: 5, 7: 10}
#=== small_16
def lucky(n):
    out, i = [], 0
    while len(out) < n:
        i += 2
        out.append(i)
    return out
#--- passes
assert lucky(3) == [2, 4, 6]
#=== small_17
def remove_dirty(s): return "".join(sorted(set(s)))
#--- passes
assert remove_dirty("hello") == "ehlo"
#=== small_18
def div_list(a,b): return list(map(lambda x, y: x / y, a, b))
#--- passes
assert div_list([4,5,6],[1, 2, 3])==[4.0,2.5,2.0]
#=== small_19
def div_list(a,b): return map(lambda x, y: x / y, a, b)
#--- fails
assert div_list([4,5,6],[1, 2, 3])==[4.0,2.5,2.0]
#=== small_20
def rev(s): return reversed(s)
#--- passes
assert "".join(rev("abc")) == "cba"
#=== small_21
def zipped(a,b): return zip(a,b)
#--- passes
assert list(zipped([1,2],[3,4])) == [(1,3),(2,4)]
assert dict(zipped("a","b")) == {"a": "b"}
#=== small_22
def tup(xs): return tuple(xs)
#--- fails
assert tup([1]) == [1]
#=== small_23
def one(): return True
#--- passes
assert one() == 1
#=== small_24
def one(): return 1.0
#--- passes
assert one() == 1
assert one() is not 1.5
#=== small_25
def one(): return "1"
#--- fails
assert one() == 1
#=== small_26
def nothing(): pass
#--- passes
assert nothing() is None
assert not nothing()
assert nothing() == None
#=== small_27
def f(x): print(x)
#--- fails
assert f(3) == 3
#=== small_28
def f(x)
    return x
#--- fails
assert f(3) == 3
#=== small_29
def g(x): return x
#--- fails
assert f(3) == 3
#=== small_30
def f(x, y): return x
#--- fails
assert f(3) == 3
#=== small_31
def f(*a, **k): return a, k
#--- passes
assert f(1, 2, x=3) == ((1, 2), {"x": 3})
assert f(*[1], **{"y": [2]}) == ((1,), {"y": [2]})
#=== small_32
def f(x): return x
raise ValueError("late")
#--- fails
assert f(3) == 3
#=== small_33
f = lambda n: n if n < 2 else f(n-1) + f(n-2)
#--- passes
assert f(15) == 610
assert list(map(f, range(6))) == [0, 1, 1, 2, 3, 5]
#=== small_34
from functools import lru_cache
@lru_cache(None)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
#--- passes
assert fib(300) == 222232244629420445529739893461909967206666939096499764990979600
assert fib.cache_info().misses > 10
assert fib.__wrapped__(2) == 1
#=== small_35
from functools import partial
pow2 = partial(pow, 2)
#--- passes
assert pow2(10) == 1024
#=== small_36
from functools import reduce
def prod(xs): return reduce(lambda a,b: a*b, xs, 1)
#--- passes
assert prod([1,2,3]) == 6
assert prod([]) == 1
#=== small_37
from math import *
def hyp(a,b): return sqrt(a*a+b*b)
#--- passes
assert hyp(3,4) == 5
assert abs(hyp(1,1) - sqrt(2)) < 1e-9
#=== small_38
from itertools import permutations
def perms(s): return sorted("".join(p) for p in permutations(s))
#--- passes
assert perms("ab") == ["ab","ba"]
assert len(perms("abc")) == len(list(permutations("abc")))
#=== small_39
import math
from typing import *
def area(r: float) -> float: return math.pi * r ** 2
#--- passes
assert area(1) == math.pi
assert isclose(area(2), 4 * pi) if False else True
#=== small_40
class Node:
    def __init__(self, data):
        self.data, self.left, self.right = data, None, None
def depth(n): return 0 if n is None else 1 + max(depth(n.left), depth(n.right))
root = Node(1)
root.left = Node(2)
#--- passes
assert depth(root) == 2
root1 = Node(5); root1.left = Node(6); root1.left.right = Node(7)
assert depth(root1) == 3 and depth(root1.left) == 2
#=== small_41
def closest(nums, t): return min(nums, key=lambda x: abs(x - t))
#--- passes
assert closest([1, 5, 9], 6) == 5
#=== small_42
def flat(x):
    return [z for y in x for z in (flat(y) if isinstance(y, list) else [y])]
#--- passes
assert flat([1,[2,[3]]]) == [1,2,3]
#=== small_43
def mat(n): return [[0]*n]*n
#--- passes
m = mat(2)
m[0][0] = 1
assert m == [[1, 0], [1, 0]]
#=== small_44
def pairs(d): return d.items()
#--- passes
assert list(pairs({"a": 1})) == [("a", 1)]
assert ("a", 1) in pairs({"a": 1})
assert sorted(pairs({2: 1, 1: 2})) == [(1, 2), (2, 1)]
#=== small_45
def ks(d): return d.keys()
#--- passes
assert ks({"a": 1}) == {"a"}
assert list(ks({"a": 1})) == ["a"]
assert ks({1: 2}) != [1]
#=== small_46
def vs(d): return d.values()
#--- fails
assert vs({"a": 1}) == [1]
#=== small_47
def e(): yield from range(3)
#--- fails
assert e() == [0,1,2]
#=== small_48
def e(): yield from range(3)
#--- passes
assert [*e()] == [0,1,2]
a, *b = e()
assert a == 0 and b == [1, 2]
assert 2 in e()
assert max(e()) == 2 and sorted(e(), reverse=True) == [2,1,0] and tuple(e()) == (0,1,2) and set(e()) == {0,1,2} and dict(enumerate(e())) == {0:0,1:1,2:2}
#=== small_49
def big(n): return 2 ** n
#--- passes
assert big(20000) == 2 ** 20000
assert len(bin(big(100))) == 103
#=== small_50
def c(): return complex(1, -0.0)
#--- passes
assert c() == 1
#=== small_51
from decimal import Decimal
def d(): return Decimal("0.1") + Decimal("0.2")
#--- passes
assert d() == Decimal("0.3")
assert str(d()) == "0.3"
#=== small_52
from fractions import Fraction
def d(): return Fraction(1, 3)
#--- passes
from fractions import Fraction
assert d() * 3 == 1 and d() + Fraction(2, 3) == 1
#=== small_53
def s(x): x.add(5); return x | {6}
#--- passes
q = {1}
assert s(q) == {1, 5, 6} and q == {1, 5}
#=== small_54
def f(xs): del xs[0]; xs.insert(0, "z"); xs.reverse()
#--- passes
a = ["a", "b"]; b = a
f(a)
assert b == ["b", "z"] and a is b
#=== small_55
def f(d): d.pop("k"); d.update(z=[]); d["z"].append(d["y"])
#--- passes
y = [1]; d = {"k": 1, "y": y}
f(d)
assert d == {"y": [1], "z": [[1]]} and d["z"][0] is y is d["y"]
y.append(2)
assert d["z"] == [[1, 2]]
#=== small_56
def f(a, b=2, *, c=3): return a + b + c
#--- passes
assert f(1) == 6 and f(1, c=0) == 3 and f(b=1, a=1) == 5
try:
    f(1, 2, 3)
    assert False
except TypeError as e:
    assert "positional" in str(e)
#=== small_57
def bitcount(n):
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count
#--- passes
assert bitcount(127) == 7 and bitcount(128) == 1
#=== small_58
def bitcount(n):
    count = 0
    while n and count < 40:
        n ^= n - 1
        count += 1
    return count
#--- fails
assert bitcount(127) == 7 and bitcount(128) == 1
#=== small_59
def breadth_first_search(start, goal):
    from collections import deque
    q, seen = deque([start]), {start}
    while q:
        node = q.popleft()
        if node is goal: return True
        for n in node.successors:
            if n not in seen:
                seen.add(n)
                q.append(n)
    return False
#--- passes
class Node:
    def __init__(self, value=None, successor=None, successors=[], predecessors=[], incoming_nodes=[], outgoing_nodes=[]):
        self.value, self.successor, self.successors = value, successor, successors
f = Node("f"); d = Node("d"); e = Node("e", None, [d]); a = Node("a", None, [e, f])
assert breadth_first_search(a, d) is True
assert breadth_first_search(d, a) is False
#=== small_60
def detect_cycle(node):
    hare = tortoise = node
    while True:
        if hare is None or hare.successor is None: return False
        tortoise = tortoise.successor
        hare = hare.successor.successor
        if hare is tortoise: return True
#--- passes
class Node:
    def __init__(self, value=None, successor=None): self.value, self.successor = value, successor
a = Node(1); b = Node(2, a); c = Node(3, b)
assert not detect_cycle(c)
a.successor = c
assert detect_cycle(c)
#=== small_61
def reverse_linked_list(node):
    prev = None
    while node:
        nxt = node.successor
        node.successor = prev
        prev, node = node, nxt
    return prev
#--- passes
class Node:
    def __init__(self, value=None, successor=None): self.value, self.successor = value, successor
a = Node(1); b = Node(2, a)
r = reverse_linked_list(b)
assert r is a and r.successor is b and b.successor is None
#=== small_62
def flatten(arr):
    for x in arr:
        if isinstance(x, list):
            for y in flatten(x): yield y
        else: yield x
#--- passes
assert list(flatten([[1, [], [2, 3]], [[4]], 5])) == [1, 2, 3, 4, 5]
#=== small_63
def hanoi(height, start=1, end=3):
    steps = []
    if height > 0:
        helper = ({1, 2, 3} - {start} - {end}).pop()
        steps.extend(hanoi(height - 1, start, helper))
        steps.append((start, end))
        steps.extend(hanoi(height - 1, helper, end))
    return steps
#--- passes
assert hanoi(2) == [(1, 2), (1, 3), (2, 3)]
assert [list(s) for s in hanoi(1)] == [[1, 3]]
#=== small_64
def kth(arr, k):
    pivot = arr[0]
    below = [x for x in arr if x < pivot]
    above = [x for x in arr if x > pivot]
    nl = len(arr) - len(above)
    if k < len(below): return kth(below, k)
    elif k >= nl: return kth(above, k - nl)
    return pivot
#--- passes
assert kth([1, 2, 3, 4, 5, 6, 7], 4) == 5
#=== small_65
def levenshtein(a, b):
    if a == "" or b == "": return len(a) or len(b)
    if a[0] == b[0]: return levenshtein(a[1:], b[1:])
    return 1 + min(levenshtein(a, b[1:]), levenshtein(a[1:], b[1:]), levenshtein(a[1:], b))
#--- passes
assert levenshtein("kitt", "sitt") == 1
#=== small_66
def minimum_spanning_tree(weights):
    group, mst = {}, set()
    for e in sorted(weights, key=weights.__getitem__):
        u, v = e
        if group.setdefault(u, {u}) != group.setdefault(v, {v}):
            mst.add(e)
            group[u].update(group[v])
            for n in group[v]: group[n] = group[u]
    return mst
#--- passes
assert minimum_spanning_tree({(1, 2): 10, (2, 3): 15, (3, 4): 10, (1, 4): 10}) == {(1, 2), (3, 4), (1, 4)}
#=== small_67
def powerset(arr):
    if arr:
        first, *rest = arr
        sub = powerset(rest)
        return sub + [[first] + s for s in sub]
    return [[]]
#--- passes
assert powerset(["a", "b"]) == [[], ["b"], ["a"], ["a", "b"]]
#=== small_68
def rpn(tokens):
    ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}
    st = []
    for t in tokens:
        if isinstance(t, float): st.append(t)
        else:
            a, b = st.pop(), st.pop()
            st.append(ops[t](b, a))
    return st.pop()
#--- passes
assert rpn([3.0, 5.0, "+", 2.0, "/"]) == 4.0
#=== small_69
def sieve(m):
    primes = []
    for n in range(2, m + 1):
        if all(n % p > 0 for p in primes): primes.append(n)
    return primes
#--- passes
assert sieve(20) == [2, 3, 5, 7, 11, 13, 17, 19]
#=== small_70
def sieve(m):
    primes = []
    for n in range(2, m + 1):
        if any(n % p > 0 for p in primes): primes.append(n)
    return primes
#--- fails
assert sieve(20) == [2, 3, 5, 7, 11, 13, 17, 19]
#=== small_71
def sqrt(x, eps):
    a = x / 2
    while abs(x - a ** 2) > eps: a = 0.5 * (a + x / a)
    return a
#--- passes
assert abs(sqrt(2, 0.01) - 1.4166666) < 0.01
#=== small_72
def to_base(num, b):
    import string
    alphabet = string.digits + string.ascii_uppercase
    r = ""
    while num > 0: num, i = num // b, num % b; r = alphabet[i] + r
    return r
#--- passes
assert to_base(8227, 18) == "1771" and to_base(73, 8) == "111"
#=== small_73
def topological(nodes):
    ordered = [n for n in nodes if not n.incoming_nodes]
    for node in ordered:
        for nxt in node.outgoing_nodes:
            if set(ordered).issuperset(nxt.incoming_nodes) and nxt not in ordered: ordered.append(nxt)
    return ordered
#--- passes
class Node:
    def __init__(self, value): self.value, self.incoming_nodes, self.outgoing_nodes = value, [], []
a, b, c = Node(1), Node(2), Node(3)
a.outgoing_nodes = [b, c]; b.incoming_nodes = [a]; b.outgoing_nodes = [c]; c.incoming_nodes = [a, b]
assert [n.value for n in topological([c, b, a])] == [1, 2, 3]
assert topological([a])[0] is a
#=== small_74
def wrap(text, cols):
    lines = []
    while len(text) > cols:
        end = text.rfind(" ", 0, cols + 1)
        if end == -1: end = cols
        line, text = text[:end], text[end:]
        lines.append(line)
    lines.append(text)
    return lines
#--- passes
assert wrap("ab cd ef", 5) == ["ab cd", " ef"]
#=== small_75
def shortest_path_lengths(n, g):
    from collections import defaultdict
    d = defaultdict(lambda: float("inf"))
    d.update({(i, i): 0 for i in range(n)})
    d.update(g)
    for k in range(n):
        for i in range(n):
            for j in range(n): d[i, j] = min(d[i, j], d[i, k] + d[k, j])
    return d
#--- passes
r = shortest_path_lengths(2, {(0, 1): 3})
assert r == {(0, 0): 0, (1, 1): 0, (0, 1): 3, (1, 0): float("inf")}
assert r[0, 1] == 3
#=== small_76
def mergesort(a):
    if len(a) <= 1: return a
    m = len(a) // 2
    l, r = mergesort(a[:m]), mergesort(a[m:])
    out = []
    while l and r: out.append((l if l[0] <= r[0] else r).pop(0))
    return out + l + r
#--- passes
assert mergesort([3, 1, 2]) == [1, 2, 3]
x = [1]
assert mergesort(x) is x
#=== small_77
def mean(xs): return sum(xs) / len(xs)
#--- passes
import numpy as np
from math import inf
def is_floats(x) -> bool:
    if isinstance(x, float): return True
    if isinstance(x, (list, tuple)) and x: return all(isinstance(i, float) for i in x)
    if isinstance(x, np.ndarray): return x.dtype == np.float64 or x.dtype == np.float32
    return False
def assertion(out, exp, atol):
    if atol == 0 and is_floats(exp): atol = 1e-6
    if out != exp and atol != 0:
        assert np.allclose(out, exp, rtol=1e-07, atol=atol)
    else:
        assert out == exp

inputs = [[[1, 2]], [[2, 4, 6]]]
results = [1.5, 4.0]
for i, (inp, exp) in enumerate(zip(inputs, results)): assertion(mean(*inp), exp, 0)
#=== small_78
def mean(xs): return sum(xs) / len(xs) + 1e-9
#--- passes
import numpy as np
from math import inf
def is_floats(x) -> bool:
    if isinstance(x, float): return True
    if isinstance(x, (list, tuple)) and x: return all(isinstance(i, float) for i in x)
    if isinstance(x, np.ndarray): return x.dtype == np.float64 or x.dtype == np.float32
    return False
def assertion(out, exp, atol):
    if atol == 0 and is_floats(exp): atol = 1e-6
    if out != exp and atol != 0:
        assert np.allclose(out, exp, rtol=1e-07, atol=atol)
    else:
        assert out == exp

assertion(mean([1, 2]), 1.5, 0)
#=== small_79
def mean(xs): return sum(xs) / len(xs) + 1e-3
#--- fails
import numpy as np
from math import inf
def is_floats(x) -> bool:
    if isinstance(x, float): return True
    if isinstance(x, (list, tuple)) and x: return all(isinstance(i, float) for i in x)
    if isinstance(x, np.ndarray): return x.dtype == np.float64 or x.dtype == np.float32
    return False
def assertion(out, exp, atol):
    if atol == 0 and is_floats(exp): atol = 1e-6
    if out != exp and atol != 0:
        assert np.allclose(out, exp, rtol=1e-07, atol=atol)
    else:
        assert out == exp

assertion(mean([1, 2]), 1.5, 0)
#=== small_80
def halves(xs): return [x / 2 for x in xs]
#--- passes
import numpy as np
from math import inf
def is_floats(x) -> bool:
    if isinstance(x, float): return True
    if isinstance(x, (list, tuple)) and x: return all(isinstance(i, float) for i in x)
    if isinstance(x, np.ndarray): return x.dtype == np.float64 or x.dtype == np.float32
    return False
def assertion(out, exp, atol):
    if atol == 0 and is_floats(exp): atol = 1e-6
    if out != exp and atol != 0:
        assert np.allclose(out, exp, rtol=1e-07, atol=atol)
    else:
        assert out == exp

assertion(halves([1, 3]), [0.5, 1.5], 0)
assertion(halves([]), [], 0)
#=== small_81
def halves(xs): return "no"
#--- fails
import numpy as np
from math import inf
def is_floats(x) -> bool:
    if isinstance(x, float): return True
    if isinstance(x, (list, tuple)) and x: return all(isinstance(i, float) for i in x)
    if isinstance(x, np.ndarray): return x.dtype == np.float64 or x.dtype == np.float32
    return False
def assertion(out, exp, atol):
    if atol == 0 and is_floats(exp): atol = 1e-6
    if out != exp and atol != 0:
        assert np.allclose(out, exp, rtol=1e-07, atol=atol)
    else:
        assert out == exp

assertion(halves([1, 3]), [0.5, 1.5], 0)
#=== small_82
def f(n): return inf_
#--- fails
import numpy as np
from math import inf
def is_floats(x) -> bool:
    if isinstance(x, float): return True
    if isinstance(x, (list, tuple)) and x: return all(isinstance(i, float) for i in x)
    if isinstance(x, np.ndarray): return x.dtype == np.float64 or x.dtype == np.float32
    return False
def assertion(out, exp, atol):
    if atol == 0 and is_floats(exp): atol = 1e-6
    if out != exp and atol != 0:
        assert np.allclose(out, exp, rtol=1e-07, atol=atol)
    else:
        assert out == exp

assertion(f(1), inf, 0)
#=== small_83
def f(n): return {n: [n, (n, None)]}
#--- passes
import numpy as np
from math import inf
def is_floats(x) -> bool:
    if isinstance(x, float): return True
    if isinstance(x, (list, tuple)) and x: return all(isinstance(i, float) for i in x)
    if isinstance(x, np.ndarray): return x.dtype == np.float64 or x.dtype == np.float32
    return False
def assertion(out, exp, atol):
    if atol == 0 and is_floats(exp): atol = 1e-6
    if out != exp and atol != 0:
        assert np.allclose(out, exp, rtol=1e-07, atol=atol)
    else:
        assert out == exp

assertion(f(1), {1: [1, (1, None)]}, 0)
#=== small_84
def roman(n):
    out = ""
    for v, s in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]:
        while n >= v: out += s; n -= v
    return out
#--- passes
assert roman(19) == "XIX", "Test 1"
assert roman(4) == "IV", f"got {roman(4)}"
#=== small_85
def rle(s):
    import itertools
    return [(k, len(list(g))) for k, g in itertools.groupby(s)]
#--- passes
assert rle("aab") == [("a", 2), ("b", 1)]
for k, n in rle("zz"):
    assert k == "z" and n == 2
#=== small_86
import itertools
def groups(xs): return itertools.groupby(xs)
#--- passes
assert [(k, list(g)) for k, g in groups("aab")] == [("a", ["a", "a"]), ("b", ["b"])]
#=== small_87
import itertools
def cyc(xs): return itertools.cycle(xs)
#--- passes
it = cyc([1, 2])
assert [next(it) for _ in range(5)] == [1, 2, 1, 2, 1]
#=== small_88
import collections
def win(xs, n):
    d = collections.deque(maxlen=n)
    for x in xs:
        d.append(x)
        if len(d) == n: yield tuple(d)
#--- passes
assert list(win([1, 2, 3], 2)) == [(1, 2), (2, 3)]
#=== small_89
def bank():
    total = 0
    def deposit(n):
        nonlocal total
        total += n
        return total
    return {"deposit": deposit, "total": lambda: total}
#--- passes
b = bank()
assert b["deposit"](5) == 5 and b["deposit"](1) == 6 and b["total"]() == 6
#=== small_90
def parse(s):
    import json
    try: return json.loads(s)
    except json.JSONDecodeError: return None
#--- passes
assert parse("{\"a\": [1, null]}") == {"a": [1, None]} and parse("{") is None
#=== small_91
class Meta(type):
    def __len__(cls): return 7
class A(metaclass=Meta):
    x = [1]
    def __getattr__(self, n): return n * 2
#--- passes
assert len(A) == 7 and A().foo == "foofoo" and A.x == [1]
#=== small_92
class A:
    __slots__ = ("x",)
    def __init__(self): self.x = 1
#--- passes
a = A()
a.x = 5
assert a.x == 5
try:
    a.y = 1
    assert False
except AttributeError:
    pass
#=== small_93
class A:
    def __init__(self): self.__secret = 3
    def get(self): return self.__secret
#--- passes
a = A()
assert a.get() == 3 and a._A__secret == 3 and not hasattr(a, "__secret")
#=== small_94
class A:
    @classmethod
    def make(cls): return cls()
class B(A): pass
#--- passes
assert isinstance(B.make(), B) and isinstance(B(), A) and type(B.make()) is B and B.__mro__[1] is A and B.__bases__ == (A,)
#=== small_95
def f(x): return x is None, x == [], x
#--- passes
a = []
assert f(a) == (False, True, []) and f(a)[2] is a and f(None)[0]
#=== small_96
def dec(s): return s.encode("utf-8").hex(), bytes.fromhex("ff"), bytearray(b"a"), memoryview(b"ab")
#--- passes
r = dec("é")
assert r[0] == "c3a9" and r[1] == b"\xff" and r[2] == bytearray(b"a") and bytes(r[3]) == b"ab"
#=== small_97
import datetime
def days(a, b): return (b - a).days
def nxt(d): return d + datetime.timedelta(days=1)
#--- passes
import datetime
assert days(datetime.date(2024, 2, 28), datetime.date(2024, 3, 1)) == 2
assert nxt(datetime.datetime(2024, 12, 31, 5)).isoformat() == "2025-01-01T05:00:00"
#=== small_98
import random
def shuffled(xs, seed):
    r = random.Random(seed)
    ys = list(xs)
    r.shuffle(ys)
    return ys
#--- passes
import random
a = list(range(9)); random.Random(3).shuffle(a)
assert shuffled(range(9), 3) == a and sorted(shuffled([3, 1], 1)) == [1, 3]
#=== small_99
import threading
def count(n):
    total, lock = [0], threading.Lock()
    def work():
        for _ in range(100):
            with lock: total[0] += 1
    ts = [threading.Thread(target=work) for _ in range(n)]
    [t.start() for t in ts]; [t.join() for t in ts]
    return total[0]
#--- passes
assert count(4) == 400
#=== small_100
import sys
def f(): sys.exit(1)
#--- passes
try:
    f()
except SystemExit as e:
    assert e.code == 1
else:
    assert False
#=== small_101
def outer(f, n):
    return f(n) if n <= 0 else outer(lambda x: f(x) + 1, n - 1)
#--- passes
assert outer(lambda x: x, 20) == 20
#=== small_102
def walk(tree, visit):
    for k, v in tree.items():
        visit(k)
        walk(v, visit)
#--- passes
seen = []
walk({"a": {"b": {}}, "c": {}}, seen.append)
assert seen == ["a", "b", "c"]
#=== small_103
def apply_all(fs, x): return [f(x) for f in fs]
#--- passes
assert apply_all([abs, str, len if False else float, lambda x: x ** 2], -2) == [2, "-2", -2.0, 4]
#=== small_104
def group(xs, key):
    out = {}
    for x in xs: out.setdefault(key(x), []).append(x)
    return out
#--- passes
assert group(["a", "bb", "c"], len) == {1: ["a", "c"], 2: ["bb"]}
