# tries: printing for ever
# meets: asserts
def solve(n):
    while True:
        print("12" * 1000)
