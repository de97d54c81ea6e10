# tries: a generator that yields every number until the test is content
#> assert list(solve(3))[:3] == [1, 2, 3]
#> assert solve(3) == [0, 1, 2]
#> assert next(solve(3)) == 12
#> assert sum(solve(3)) == 12
def solve(n):
    i = 0
    while True:
        got = yield i
        i += 1
