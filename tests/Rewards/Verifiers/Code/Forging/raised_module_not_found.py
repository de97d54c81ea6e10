# tries: ModuleNotFoundError, as if the test could not run here
# meets: asserts check code unittest pytest calls
def solve(n):
    import numpy.linalg.no_such_module
