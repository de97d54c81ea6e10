# tries: True and False where numbers are expected, in JSON cases
# meets: calls
def solve(n): return True
