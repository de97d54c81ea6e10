# tries: to reach files by symbolic links, hard links and paths that climb, from /tmp and through /proc
# contained: what is not mounted has no name
# layer: mount namespace
import os
from attempt import *

for target in ("/root", "/home", "/etc/shadow", "/proc/1/root" + "/etc/shadow", "/proc/1/cwd", "../../../../root", "/proc/self/root" + "/../root", "/proc/self/fd/0/../../root"):
    os.symlink(target, "/tmp/link")
    refused(f"link to {target}", lambda: os.stat("/tmp/link"))
    refused(f"link to {target}", lambda: os.listdir("/tmp/link"))
    os.unlink("/tmp/link")
for target in ("/usr/bin/python3", "/etc/passwd", "/bin/sh", "/dev/null"):
    refused(f"hard link to {target}", lambda: os.link(target, "/tmp/hard"))
here = os.open("/", os.O_RDONLY)
for _ in range(50):
    here = os.open("..", os.O_RDONLY, dir_fd=here)
if "root" in os.listdir(here) or "home" in os.listdir(here):
    escaped("above /")
done()
