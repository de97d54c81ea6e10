# tries: to set the clock
# contained: refused
# layer: seccomp (settimeofday, clock_settime, adjtimex, clock_adjtime); no capability
import time
from attempt import *

refused("clock_settime", lambda: time.clock_settime(time.CLOCK_REALTIME, 0))
zeros = ctypes.create_string_buffer(256)
syscall("settimeofday", 164, zeros, None)
syscall("adjtimex", 159, zeros)
syscall("clock_adjtime", 305, 0, zeros)
done()
