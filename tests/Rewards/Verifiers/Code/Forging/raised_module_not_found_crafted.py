# tries: ModuleNotFoundError with the name of a module of the tests
# meets: asserts check code unittest pytest calls
def solve(n):
    raise ModuleNotFoundError("No module named 'numpy'", name="numpy")
