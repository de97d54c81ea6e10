# tries: to open its init's memory, environment, descriptors and root, to trace it, and to write to its /proc files
# contained: none opens (of its init it may know the name and the state)
# layer: init is not dumpable; seccomp (ptrace, process_vm_*, pidfd_getfd)
import glob, os
from attempt import *

for name in ("mem", "environ", "maps", "auxv", "io", "syscall", "stack", "personality", "pagemap", "smaps", "map_files", "clear_refs", "timers", "patch_state"):
    path = f"/proc/1/{name}"
    for flags in (os.O_RDONLY, os.O_WRONLY):
        def use():
            fd = os.open(path, flags)
            data = os.read(fd, 16) if flags == os.O_RDONLY else b"written"
            if not data:
                raise OSError("empty")
            return data
        if os.path.exists(path) and not os.path.isdir(path):
            refused(f"{path} {flags}", use)
for name in ("root", "cwd", "exe", *(f"fd/{i}" for i in range(16)), *(f"ns/{n}" for n in ("pid", "mnt", "net", "user"))):
    refused(f"link {name}", lambda: os.readlink(f"/proc/1/{name}"))
refused("fd", lambda: os.listdir("/proc/1/fd"))
refused("root", lambda: os.listdir("/proc/1/root"))
for path in ("/proc/1/oom_score_adj", "/proc/1/coredump_filter", "/proc/1/comm", "/proc/1/loginuid", "/proc/1/uid_map", "/proc/1/attr/current", "/proc/self/uid_map", "/proc/self/gid_map", "/proc/self/setgroups", "/proc/self/projid_map"):
    refused(path, lambda: write(path, "0 0 1"))
syscall("ptrace attach", 101, 16, 1, 0, 0)
syscall("ptrace seize", 101, 0x4206, 1, 0, 0)
done()
