# tries: to hide memory in System V shared memory, queues and semaphores, which outlive processes and show in no process's size
# contained: there are none
# layer: seccomp (shmget, msgget, semget); ipc namespace
from attempt import *

syscall("shmget", 29, 0, ctypes.c_size_t(64 << 20), 0o1600)
syscall("msgget", 68, 0, 0o1600)
syscall("semget", 64, 0, 32000, 0o1600)
done()
