# tries: to use what the supervisor left in the interpreter: its modules, its frames, its functions that mount and fork
# contained: they are there to be found, and can do no more than the program itself
# layer: the rights are the process's, not the code's
import gc, sys, types
from attempt import *

for name in ("isolation", "seccomp", "watch", "parties", "supervisor", "meter"):
    if name in sys.modules:
        escaped(f"module {name}")
found = {f.__name__: f for f in gc.get_objects() if isinstance(f, types.FunctionType) and f.__module__ in ("isolation", "parties", "supervisor")}
if "mount" in found:
    refused("mount", lambda: found["mount"](b"tmpfs", b"/tmp", b"tmpfs", 0))
if "lock_outer_root" in found:
    refused("lock_outer_root", lambda: found["lock_outer_root"]())
if "spawn" in found:
    try:
        found["spawn"](0, print, {}, {0: 0})
        escaped("spawn")
    except (OSError, RuntimeError):
        pass
for fd in range(3, 256):
    try:
        os.fstat(fd)
        escaped(f"descriptor {fd} is open")
    except OSError:
        pass
done()
