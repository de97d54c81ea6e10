# tries: using all memory
# meets: asserts
def solve(n):
    made = [0]
    while True:
        made += made
