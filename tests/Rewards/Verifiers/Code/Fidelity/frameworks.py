#=== unittest_file
def divide(a, b):
    if b == 0: raise ValueError("division by zero")
    return a / b
def items(): return [1, 2, 3]
#--- passes-here
import unittest
from solution import divide, items
class TestDivide(unittest.TestCase):
    @classmethod
    def setUpClass(cls): cls.shared = 7
    def setUp(self): self.data = [1]
    def tearDown(self): self.data.clear()
    def test_values(self):
        for a, b, c in [(4, 2, 2), (1, 4, 0.25)]:
            with self.subTest(a=a):
                self.assertEqual(divide(a, b), c)
        self.assertAlmostEqual(divide(1, 3), 0.3333333, places=6)
        self.assertAlmostEqual(divide(2, 3), 0.66, delta=0.01)
    def test_errors(self):
        with self.assertRaises(ValueError) as caught:
            divide(1, 0)
        self.assertIn("zero", str(caught.exception))
        self.assertRaises(TypeError, divide, "a", 1)
        self.assertRaisesRegex(ValueError, "^division", divide, 1, 0)
    def test_collections(self):
        self.assertCountEqual(items(), [3, 2, 1])
        self.assertListEqual(items(), [1, 2, 3])
        self.assertIsInstance(items(), list)
        self.assertTrue(items()); self.assertFalse(not items()); self.assertIsNotNone(items())
        self.assertEqual(self.shared, 7)
        self.assertDictEqual({"a": items()}, {"a": [1, 2, 3]})
        self.assertGreater(len(items()), 2)
    @unittest.skip("not now")
    def test_skipped(self): self.fail()
    @unittest.expectedFailure
    def test_expected(self): self.assertEqual(divide(1, 1), 5)
class TestAsync(unittest.IsolatedAsyncioTestCase):
    async def test_async(self): self.assertEqual(divide(2, 1), 2)
if __name__ == "__main__":
    unittest.main()
#=== unittest_wrong
def divide(a, b): return a // b
#--- fails-here
import unittest
class T(unittest.TestCase):
    def test_a(self): self.assertEqual(divide(4, 2), 2)
    def test_b(self): self.assertEqual(divide(1, 4), 0.25)
if __name__ == "__main__": unittest.main()
#=== unittest_no_error
def divide(a, b): return 0 if b == 0 else a / b
#--- fails-here
import unittest
class T(unittest.TestCase):
    def test_b(self):
        with self.assertRaises(ZeroDivisionError): divide(1, 0)
#=== pytest_parametrize
def add(a, b): return a + b
#--- passes-here
import pytest
from solution import add
@pytest.mark.parametrize("a,b,expected", [(1, 2, 3), ("a", "b", "ab"), pytest.param([1], [2], [1, 2], id="lists")])
def test_add(a, b, expected): assert add(a, b) == expected
@pytest.mark.parametrize("x", [1, 2])
@pytest.mark.parametrize("y", [10, 20])
def test_grid(x, y): assert add(x, y) == x + y
@pytest.mark.parametrize(["p"], [[1], [2]])
def test_listed(p): assert add(p, 0) == p
#=== pytest_parametrize_wrong
def add(a, b): return a - b
#--- fails-here
import pytest
@pytest.mark.parametrize("a,b,expected", [(1, 0, 1), (1, 2, 3)])
def test_add(a, b, expected): assert add(a, b) == expected
#=== pytest_fixtures
class Cart:
    def __init__(self): self.items = {}
    def add(self, name, price): 
        if price < 0: raise ValueError("price must not be negative")
        self.items[name] = price
    def total(self): return sum(self.items.values())
def shout(): print("loud")
def env():
    import os
    return os.environ.get("RLAR_X", "none")
#--- passes-here
import pytest
from solution import Cart, shout
@pytest.fixture
def cart():
    made = Cart()
    made.add("a", 1.5)
    yield made
    made.items.clear()
@pytest.fixture(params=[1, 2])
def number(request): return request.param
@pytest.fixture(scope="module")
def shared(): return []
def test_total(cart): assert cart.total() == pytest.approx(1.5)
def test_more(cart, number):
    cart.add("b", number)
    assert cart.total() == 1.5 + number
def test_error(cart):
    with pytest.raises(ValueError, match="must not") as info:
        cart.add("x", -1)
    assert "negative" in str(info.value) and info.type is ValueError
def test_shared(shared): shared.append(1)
def test_shared_again(shared): assert shared == [1]
def test_printed(capsys):
    shout()
    assert capsys.readouterr().out == "loud\n"
def test_approx():
    assert [0.1 + 0.2, 1] == pytest.approx([0.3, 1.0])
    assert {"a": 0.1 + 0.2} == pytest.approx({"a": 0.3})
    assert 1.0 != pytest.approx(1.1) and 1.05 == pytest.approx(1.1, rel=0.1) and 10 == pytest.approx(11, abs=2)
@pytest.mark.skip(reason="no")
def test_skip(): assert False
@pytest.mark.skipif(True, reason="no")
def test_skip_if(): assert False
@pytest.mark.xfail
def test_x(): assert False
class TestCart:
    def setup_method(self): self.cart = Cart()
    def test_empty(self): assert self.cart.total() == 0
    @pytest.mark.parametrize("price", [1, 2])
    def test_price(self, price):
        self.cart.add("x", price)
        assert self.cart.total() == price
    def test_fixture(self, cart): assert cart.items == {"a": 1.5}
@pytest.mark.asyncio
async def test_async(): assert Cart().total() == 0
#=== pytest_class_wrong
def f(x): return x
#--- fails-here
class TestF:
    def test_one(self): assert f(1) == 1
    def test_two(self): assert f(2) == 3
#=== pytest_raises_nothing
def f(x): return x
#--- fails-here
import pytest
def test_f():
    with pytest.raises(ValueError):
        f(1)
#=== pytest_monkeypatch
import random, time
def ask(): return input("? ") + "!"
def roll(): return random.randint(1, 6)
def helper(): return 1
def uses(): return helper() + 1
#--- passes-here
import random, solution
def test_input(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "yes")
    assert solution.ask() == "yes!"
def test_random(monkeypatch):
    monkeypatch.setattr(random, "randint", lambda a, b: 99)
    assert solution.roll() == 99
def test_restored(): assert 1 <= solution.roll() <= 6
def test_helper(monkeypatch):
    monkeypatch.setattr(solution, "helper", lambda: 10)
    assert solution.uses() == 11
def test_helper_restored(): assert solution.uses() == 2
#=== mock_patch_solution
def fetch(url): raise OSError("no network")
def size(url): return len(fetch(url))
#--- passes-here
import unittest
from unittest.mock import patch, MagicMock
import solution
from solution import size
class T(unittest.TestCase):
    @patch("solution.fetch")
    def test_size(self, fetch):
        fetch.return_value = "abc"
        self.assertEqual(size("u"), 3)
        fetch.assert_called_once_with("u")
    def test_real(self):
        with self.assertRaises(OSError): size("u")
    def test_object(self):
        with patch.object(solution, "fetch", side_effect=KeyError("k")):
            with self.assertRaises(KeyError): size("u")
#=== kodcode_plain
def is_even(n): return n % 2 == 0
#--- passes-here
from solution import is_even
def test_even(): assert is_even(2)
def test_odd(): assert not is_even(3)
def test_type(): assert isinstance(is_even(1), bool)
#=== kodcode_called_at_end
state = []
def push(x): state.append(x); return len(state)
#--- passes
def test_push():
    assert push(1) == 1
test_push()
