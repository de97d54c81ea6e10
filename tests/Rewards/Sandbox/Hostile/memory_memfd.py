# tries: to hide memory in files without names, unmapped, which no process's size shows
# contained: there are no such files
# layer: seccomp (memfd_create, memfd_secret)
import os
from attempt import *

total = 0
try:
    for i in range(8):
        fd = os.memfd_create(f"hidden{i}")
        for _ in range(32):
            total += os.write(fd, b"x" * (1 << 20))
except OSError:
    pass
if total > 0:
    escaped(f"{total >> 20} MiB that nobody counts")
syscall("memfd_secret", 447, 0)
done()
