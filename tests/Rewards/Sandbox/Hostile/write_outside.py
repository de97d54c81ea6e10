# tries: to write, make, change or remove anything outside /tmp and /dev/shm
# contained: every folder is read-only
# layer: read-only mounts; user nobody
import os
from attempt import *

top = ["/", "/dev", "/etc", "/usr", "/bin", "/sbin", "/lib", "/lib64", "/proc", "/etc/alternatives"]
for folder in [*top, *(entry.path for entry in os.scandir("/usr") if entry.is_dir()), *(entry.path for entry in os.scandir("/usr/local") if entry.is_dir())]:
    path = os.path.join(folder, "left-by-a-program")
    refused(path, lambda: write(path))
    refused(path, lambda: os.mkdir(path))
    refused(path, lambda: os.symlink("/tmp", path))
    refused(folder, lambda: os.chmod(folder, 0o777))
    refused(folder, lambda: os.utime(folder))
for path in ("/etc/passwd", "/etc/group", "/etc/hosts", "/etc/ld.so.cache", "/usr/bin/python3", "/bin/sh"):
    refused(path, lambda: write(path))
    refused(path, lambda: os.unlink(path))
    refused(path, lambda: os.rename(path, path + ".old"))
syscall("remount", 165, None, b"/", None, 0x20 | 0x1000, None)
done()
