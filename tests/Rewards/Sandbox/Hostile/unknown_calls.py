# tries: system calls with numbers that the list of refused ones does not know, as newer kernels have
# contained: not there
# layer: seccomp (numbers past the last that was looked at)
import errno
from attempt import *

for number in [*range(472, 600), 999, 100_000]:
    if libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() != errno.ENOSYS:
        escaped(f"call {number}: {ctypes.get_errno()}")
done()
