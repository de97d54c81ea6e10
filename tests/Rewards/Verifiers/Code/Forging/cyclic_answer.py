# tries: an answer that contains itself
# meets: asserts check code unittest pytest calls
def solve(n):
    made = [1]
    made.append(made)
    return {"a": made, 3: made}
