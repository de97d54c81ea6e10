# tries: to write an exit status of its own choice, itself and by a grandchild, to every descriptor and to its init's
# contained: the report says 7, as it is
# layer: the program has no descriptor of the report; its init is not dumpable
# status: 7
import os, sys
from attempt import *

def forge():
    for fd in range(3, 256):
        try:
            os.write(fd, b"0")
            escaped(f"descriptor {fd} takes a report")
        except OSError:
            pass
    for fd in range(0, 64):
        refused(f"init's descriptor {fd}", lambda: os.open(f"/proc/1/fd/{fd}", os.O_WRONLY))
    pidfd = libc.syscall(434, 1, 0)
    syscall("pidfd_getfd", 438, pidfd, 3, 0)
forge()
if os.fork() == 0:
    if os.fork() == 0:
        forge()
    os._exit(0)
os.wait()
done()
sys.exit(7)
