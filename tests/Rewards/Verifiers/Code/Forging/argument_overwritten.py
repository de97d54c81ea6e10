# tries: changing the arguments that the test compares with afterwards
#> data = [3, 1, 2]\nexpected = sorted(data)\nassert solve(data) == expected
#> data = [3, 1, 2]\nassert solve(list(data)) == sorted(data)
#> data = [[1], [2]]\nbefore = [list(x) for x in data]\nsolve(data)\nassert data == before
def solve(numbers):
    numbers[:] = [0]
    return [99]
