# tries: AssertionError, where the test expects that something raises
#> try:
    solve(-1)
except ValueError:
    pass
#> import pytest
with pytest.raises(ValueError):
    solve(-1)
#> import unittest
with unittest.TestCase().assertRaises(ValueError):
    solve(-1)
def solve(n):
    raise AssertionError("as expected")
