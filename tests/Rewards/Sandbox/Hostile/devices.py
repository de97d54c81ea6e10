# tries: the host's devices, and to make nodes for them
# contained: null, zero, full and random are all there is
# layer: /dev made from nothing; mounts without devices; no CAP_MKNOD
import os, stat
from attempt import *

if extra := set(os.listdir("/dev")) - {"null", "zero", "full", "random", "urandom", "shm", "fd", "stdin", "stdout", "stderr"}:
    escaped(f"in /dev: {extra}")
for folder in ("/tmp", "/dev/shm", "/dev"):
    for major, minor in ((1, 1), (1, 2), (1, 11), (8, 0), (253, 0), (254, 0), (7, 0), (10, 232), (5, 1)):
        for kind in (stat.S_IFCHR, stat.S_IFBLK):
            refused(f"node {major}:{minor}", lambda: os.mknod(f"{folder}/node", kind | 0o666, os.makedev(major, minor)))
for path in ("/dev/mem", "/dev/kmsg", "/dev/kvm", "/dev/fuse", "/dev/sda", "/dev/vda", "/dev/loop0", "/dev/loop-control", "/dev/userfaultfd", "/dev/nvidia0", "/dev/dri/card0"):
    refused(path, lambda: os.open(path, os.O_RDONLY))
done()
