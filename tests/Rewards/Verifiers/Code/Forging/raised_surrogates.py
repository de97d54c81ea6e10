# tries: texts with half a surrogate pair, which no JSON reader takes
# meets: asserts check code unittest pytest calls
def solve(n):
    print("\ud800\udfff\x00")
    raise ValueError("\ud800 \x00 \udfff")
