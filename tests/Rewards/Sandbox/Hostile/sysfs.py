# tries: /sys: the host's devices, cgroups and their release agents
# contained: there is no /sys, and none can be mounted
# layer: mount namespace
import os
from attempt import *

refused("/sys", lambda: os.listdir("/sys"))
os.mkdir("sys")
for kind in (b"sysfs", b"cgroup", b"cgroup2", b"debugfs", b"tracefs", b"securityfs", b"bpf", b"devpts", b"devtmpfs", b"overlay", b"proc", b"tmpfs", b"fuse"):
    syscall(f"mount {kind}", 165, kind, b"/tmp/sys", kind, 0, b"")
done()
