# tries: to find processes that are not its own
# contained: it sees its init and itself
# layer: pid namespace, its own /proc
import os
from attempt import *

seen = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
if seen != [1, os.getpid()]:
    escaped(f"processes {seen}")
for pid in range(3, 3000):
    try:
        os.kill(pid, 0)
        escaped(f"process {pid}")
    except ProcessLookupError:
        pass
if os.getpid() > 50 or os.getppid() != 1:
    escaped(f"pid {os.getpid()}, parent {os.getppid()}")
done()
