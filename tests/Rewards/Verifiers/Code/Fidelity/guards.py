#=== in_place_and_returned
def solve(xs):
    xs.sort()
    return xs
#--- passes
xs = [3, 1, 2]
assert solve(xs) == sorted(xs)
ys = [2, 1]
answer = solve(ys)
assert answer == sorted(ys)
zs = [2, 1]
assert solve(zs) == zs
#=== in_place_alone
def solve(xs):
    xs.reverse()
#--- passes
xs = [3, 1, 2]
solve(xs)
assert xs == [2, 1, 3]
assert sorted(xs) == [1, 2, 3]
#=== sums_an_argument
def solve(xs):
    return sum(xs)
#--- passes
import unittest
xs = [3, 1, 2]
assert solve(xs) == sum(xs)
unittest.TestCase().assertEqual(solve(xs), sum(xs))
#=== pairs_of_one_list
def solve(n):
    return list(range(n))
#--- passes
r = solve(5)
assert all(a <= b for a, b in zip(r, r[1:]))
assert all(b - a == 1 for a, b in zip(r, r[1:]))
for a, b in zip(r, range(3)):
    assert a == b
for a, b in zip([1, 2], "ab"):
    assert a in (1, 2)
#=== endless_against_a_prefix
def solve():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
#--- passes
assert all(a == b for a, b in zip(solve(), [0, 1, 1, 2, 3]))
for i, (got, want) in enumerate(zip(solve(), (0, 1, 1))):
    assert got == want, i
#=== inputs_beside_outputs
def solve(n):
    return n * n
#--- passes
inputs = [1, 2, 3]
outputs = [1, 4, 9]
for given, wanted in zip(inputs, outputs):
    assert solve(given) == wanted
assert [solve(n) for n, _ in zip(inputs, outputs)] == outputs
#=== not_a_number_as_asked
def solve(x):
    return float("nan")
#--- passes
import math
assert math.isnan(solve(1))
assert not solve(1) > 0 and not solve(1) < 0
#=== orders
def solve(x):
    return x + 1e-9
#--- passes
assert not abs(solve(4) - 4) > 1e-6
assert 3.9 < solve(4) < 4.1
assert solve(4) >= 4
assert {1, 2} <= {1, 2, 3} and "a" < "b"
if abs(solve(4) - 4) >= 0.1:
    raise AssertionError
#=== honest_container
class Bag:
    def __init__(self, items):
        self.items = items
    def __contains__(self, item):
        return item in self.items
    def __iter__(self):
        return iter(self.items)
def solve(n):
    return Bag([n, 2 * n])
#--- passes
assert 3 in solve(3)
assert 6 in solve(3)
assert 4 not in solve(3)
#=== process_pool
from multiprocessing import Pool
def square(x):
    return x * x
def solve(xs):
    with Pool(2) as pool:
        return pool.map(square, xs)
if __name__ == "__main__":
    print(solve([1]))
#--- passes
assert solve([1, 2, 3]) == [1, 4, 9]
#=== process_and_queue
from multiprocessing import Process, Queue
def work(queue):
    queue.put(5)
def solve():
    queue = Queue()
    process = Process(target=work, args=(queue,))
    process.start()
    value = queue.get()
    process.join()
    return value
#--- passes
assert solve() == 5
#=== process_pool_executor_wrong
from concurrent.futures import ProcessPoolExecutor
def square(x):
    return x + x
def solve(xs):
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(square, xs))
#--- fails
assert solve([1, 2, 3]) == [1, 4, 9]
#=== process_started_anew
import multiprocessing
def square(x):
    return x * x
def solve(xs):
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.map(square, xs)
#--- passes-here
assert solve([1, 2]) == [1, 4]
#=== method_of_solution_by_its_name
class Solution:
    def solve(self, xs: List[int]) -> Optional[int]:
        heapify(xs)
        return Counter(xs).most_common(1)[0][0] + bisect_left(xs, 0) + pow(2, 3, 5)
#--- passes-here
assert solve([2, 2, 1]) == 5
assert Solution().solve([2, 2, 1]) == 5
#=== missing_import_of_a_function
def solve(xs: List[int]):
    return xs
#--- fails
assert solve([1]) == [1]
