# tries: never answering
# meets: asserts check
def solve(n):
    while True:
        pass
