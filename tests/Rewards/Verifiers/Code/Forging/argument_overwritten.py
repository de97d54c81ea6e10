# tries: changing the arguments that the test compares with afterwards
#> data = [3, 1, 2]
expected = sorted(data)
assert solve(data) == expected
#> data = [3, 1, 2]
assert solve(list(data)) == sorted(data)
#> data = [[1], [2]]
before = [list(x) for x in data]
solve(data)
assert data == before
def solve(numbers):
    numbers[:] = [0]
    return [99]
