# tries: lacking the function, where the tests skip themselves then
#| import unittest, pytest
#| def test_one():
#|     try:
#|         from solution import solve
#|     except ImportError:
#|         pytest.skip("no solve")
#|     assert solve(3) == 12
#| class T(unittest.TestCase):
#|     def test_two(self):
#|         import solution
#|         if not hasattr(solution, "solve"):
#|             self.skipTest("no solve")
#|         assert solution.solve(3) == 12
other = 1
