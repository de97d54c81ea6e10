# tries: new namespaces, in which it would be root, by every call that makes them, and to enter others
# contained: refused
# layer: seccomp (unshare, setns, clone with the flags of namespaces, clone3)
import os, struct
from attempt import *

kinds = {"user": 0x10000000, "mnt": 0x20000, "pid": 0x20000000, "net": 0x40000000, "ipc": 0x08000000, "uts": 0x04000000, "cgroup": 0x02000000, "time": 0x80}
for name, flag in kinds.items():
    syscall(f"unshare {name}", 272, flag)
    if name != "time" and (pid := libc.syscall(56, ctypes.c_ulong(flag | 17), None, None, None, None)) != -1:
        if pid == 0:
            os._exit(0)
        escaped(f"clone {name}")
    arguments = ctypes.create_string_buffer(struct.pack("=8Q", flag, 0, 0, 0, 17, 0, 0, 0) + bytes(24))
    if (pid := libc.syscall(435, arguments, 88)) != -1:
        if pid == 0:
            os._exit(0)
        escaped(f"clone3 {name}")
    try:
        fd = os.open(f"/proc/self/ns/{name}", os.O_RDONLY)
        syscall(f"setns {name}", 308, fd, 0)
    except OSError:
        pass
syscall("setns by pidfd", 308, libc.syscall(434, 1, 0), 0x20000000)
done()
