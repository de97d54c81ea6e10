# tries: to come before everybody: real-time and deadline scheduling, a better niceness, real-time input and output, locked memory
# contained: refused
# layer: RLIMIT_RTPRIO, RLIMIT_NICE, RLIMIT_MEMLOCK; no capability
import mmap, os
from attempt import *

for policy in (os.SCHED_FIFO, os.SCHED_RR):
    refused("real-time", lambda: os.sched_setscheduler(0, policy, os.sched_param(1)))
refused("niceness", lambda: os.setpriority(os.PRIO_PROCESS, 0, -1))
syscall("ioprio_set", 251, 1, 0, 1 << 13)
syscall("mlockall", 151, 3)
deadline = (48).to_bytes(4, "little") + (6).to_bytes(4, "little") + bytes(16) + (10 ** 6).to_bytes(8, "little") * 3
syscall("deadline", 314, 0, ctypes.create_string_buffer(deadline), 0)
done()
