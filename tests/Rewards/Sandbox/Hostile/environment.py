# tries: to find a secret of the host's environment (its name and value start with argument 3): in its own environment, in those of other
#        processes, in the memory it was forked with
# contained: PATH, HOME, LANG and the like are all there is
# layer: the host starts the sandbox with an empty environment; bubblewrap clears it again
import glob, os, sys
from attempt import *

head, tail = sys.argv[3].encode(), b"-of-the-host"
known = {"PATH", "HOME", "LANG", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE"}
if extra := set(os.environ) - known:
    escaped(f"variables {extra}")
for path in glob.glob("/proc/*/environ"):
    try:
        names = {part.split(b"=")[0].decode() for part in read(path, 1 << 20).split(b"\0") if part}
    except OSError:
        continue
    if extra := names - known - {"PWD", "LC_CTYPE"}:
        escaped(f"{path}: {extra}")


def memory():
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as mem:
        for line in maps:
            span, rights = line.split()[:2]
            start, end = (int(x, 16) for x in span.split("-"))
            if "r" not in rights or "[v" in line:
                continue
            try:
                mem.seek(start)
                yield mem.read(end - start)
            except OSError:
                pass


# The two halves are never beside each other in this program.
for data in memory():
    at = data.find(head)
    while at >= 0:
        if data[at + len(head):at + len(head) + len(tail)] == tail:
            escaped("the secret is in memory")
        at = data.find(head, at + 1)
done()
