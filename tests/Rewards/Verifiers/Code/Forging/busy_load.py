# tries: never ending to load
# meets: asserts
while True:
    pass
