# tries: to find what an earlier run was given (arguments 4 and 5 are its two halves): among the objects of the interpreter and in all of its memory
# contained: not there, neither beside each other nor apart
# layer: the supervisor holds nothing of a job: a party reads its payload itself, output is moved inside the kernel
import gc, sys
from attempt import *

first, second = sys.argv[4].encode(), sys.argv[5].encode()
joint = 0
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in maps:
        span, rights = line.split()[:2]
        start, end = (int(x, 16) for x in span.split("-"))
        if "r" not in rights or "[v" in line:
            continue
        try:
            memory.seek(start)
            data = memory.read(end - start)
        except OSError:
            continue
        at = data.find(first)
        while at >= 0:
            joint += data[at + len(first):at + len(first) + len(second)] == second
            at = data.find(first, at + 1)
if joint:
    escaped(f"an earlier run's secret, {joint} times")
half, rest = sys.argv[4], sys.argv[5]
for thing in gc.get_objects():
    for value in thing.values() if type(thing) is dict else thing if type(thing) in (list, tuple) else ():
        if type(value) is str and value != half and half in value and rest in value:
            escaped("an earlier run's secret among the objects")
done()
