# tries: an answer of hundreds of megabytes
# meets: asserts
def solve(n):
    return "x" * (300 << 20)
