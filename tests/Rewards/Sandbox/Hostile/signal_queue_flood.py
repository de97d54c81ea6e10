# tries: to fill the queue of pending signals that the kernel gives a user
# contained: a few hundred
# layer: RLIMIT_SIGPENDING
import os, signal
from attempt import *

signal.pthread_sigmask(signal.SIG_BLOCK, [40])
count = 0
libc.sigqueue.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_void_p]
while count < 20_000 and libc.sigqueue(os.getpid(), 40, None) == 0:
    count += 1
if count > 2000:
    escaped(f"{count} signals queued")
done()
