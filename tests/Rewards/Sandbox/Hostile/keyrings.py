# tries: the kernel's keyrings, which are in no namespace: to leave a key for others and to find theirs
# contained: refused
# layer: seccomp (add_key, request_key, keyctl)
from attempt import *

for ring in (-1, -2, -3, -4, -5):
    syscall("add_key", 248, b"user", b"left", b"secret", 6, ring)
    syscall("keyctl get", 250, 0, ring, 1)
    syscall("keyctl search", 250, 10, ring, b"user", b"left", 0)
syscall("request_key", 249, b"user", b"left", None, -3)
done()
