"""The processor time of a party's whole tree, counted by the kernel: a perf event of the party's first process, which all its children inherit.

/proc shows the processes that live, and those that were waited for; a program that ignores SIGCHLD has children whose time is added to nobody's.
The event counts those too. A machine may forbid it (kernel.perf_event_paranoid above 2, a container's filter); then /proc has to do.
"""
import ctypes
import os
import struct

PERF_EVENT_OPEN, CLOSE_ON_EXEC = 298, 8
SOFTWARE, TASK_CLOCK, ATTRIBUTE_SIZE = 1, 1, 136
INHERIT, EXCLUDE_KERNEL, EXCLUDE_HYPERVISOR = 1 << 1, 1 << 5, 1 << 6  # this event counts time in the kernel all the same
FLAGS_AT = 40

libc = ctypes.CDLL(None, use_errno=True)


class Meter:
    """Counts from now on. The process must not have started others yet."""

    def __init__(self, pid):
        attribute = bytearray(ATTRIBUTE_SIZE)
        struct.pack_into("<IIQ", attribute, 0, SOFTWARE, ATTRIBUTE_SIZE, TASK_CLOCK)
        struct.pack_into("<Q", attribute, FLAGS_AT, INHERIT | EXCLUDE_KERNEL | EXCLUDE_HYPERVISOR)
        buffer = (ctypes.c_char * ATTRIBUTE_SIZE).from_buffer(attribute)
        fd = libc.syscall(ctypes.c_long(PERF_EVENT_OPEN), buffer, pid, -1, -1, CLOSE_ON_EXEC)
        self._fd = fd if fd >= 0 else None

    @property
    def seconds(self):
        """Processor seconds so far, or 0 where the machine does not count."""
        return 0.0 if self._fd is None else struct.unpack("<Q", os.read(self._fd, 8))[0] * 1e-9

    def close(self):
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
