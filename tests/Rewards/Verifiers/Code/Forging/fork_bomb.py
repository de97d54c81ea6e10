# tries: processes without end
# meets: asserts
import os
def solve(n):
    while True:
        os.fork()
