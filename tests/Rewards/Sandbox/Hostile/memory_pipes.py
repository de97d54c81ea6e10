# tries: to hide memory in pipes that are made as large as they go
# contained: little fits
# layer: RLIMIT_NOFILE; the kernel's limit on the pipes of a user
import fcntl, os
from attempt import *

total = 0
try:
    while True:
        ours, theirs = os.pipe2(os.O_NONBLOCK)
        try:
            fcntl.fcntl(theirs, 1031, 1 << 20)
        except OSError:
            pass
        try:
            while True:
                total += os.write(theirs, b"x" * 65536)
        except BlockingIOError:
            pass
except OSError:
    pass
if total > 160 << 20:
    escaped(f"{total >> 20} MiB in pipes")
done()
