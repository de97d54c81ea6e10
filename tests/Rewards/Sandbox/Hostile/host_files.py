# tries: the host's files: homes, keys, passwords, sources, volumes
# contained: only the system's programs (/usr) and an /etc of a few lines are there
# layer: mount namespace made by bubblewrap from nothing
import glob, os
from attempt import *

allowed = {"bin", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "sbin", "tmp", "usr"}
if extra := set(os.listdir("/")) - allowed:
    escaped(f"in /: {extra}")
for path in ("/root", "/home", "/var", "/run", "/mnt", "/media", "/opt", "/srv", "/boot", "/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/ssh", "/etc/ssl/private",
             "/etc/machine-id", "/etc/hostname", "/etc/resolv.conf", os.path.expanduser("~/.ssh"), "/proc/1/root" + "/home", "/proc/self/root" + "/home", "/tmp/../root", "/oldroot", "/newroot"):
    refused(path, lambda: os.stat(path))
if any("nobody" not in line for line in open("/etc/passwd")):
    escaped("the host's users are listed")
if extra := set(os.listdir("/etc")) - {"passwd", "group", "hosts", "ld.so.cache", "alternatives", "localtime", "timezone", "mime.types"}:
    escaped(f"in /etc: {extra}")
for folder, folders, names in os.walk("/usr/local"):
    for name in names:
        if name in ("id_rsa", "credentials", ".env"):
            escaped(os.path.join(folder, name))
done()
