# tries: to turn address randomisation off and pages executable, for programs with rights that it may start
# contained: refused
# layer: seccomp (personality)
from attempt import *

for flags in (0x0040000, 0x0400000, 0x0100000, 0x8, 0xFFFFFFFF):
    syscall(f"personality {flags:x}", 135, ctypes.c_ulong(flags))
done()
