# tries: sockets of families and protocols that reach past a network namespace or have a history of kernel faults
# contained: the kernel does not even load the module
# layer: seccomp (socket, socketpair)
import socket
from attempt import *

INET, INET6, UNIX = 2, 10, 1
for family in range(0, 47):
    for kind in (1, 2, 3, 5):
        if family in (INET, INET6, UNIX) and kind in (1, 2, 5):
            continue
        if family == UNIX:
            continue  # raw means datagram there
        result = libc.socket(family, kind, 0)
        if result != -1:
            escaped(f"socket({family}, {kind})")
        pair = (ctypes.c_int * 2)()
        if libc.socketpair(family, kind, 0, pair) != -1:
            escaped(f"socketpair({family}, {kind})")
for what, kind, protocol in (("raw icmp", 3, 1), ("raw", 3, 255), ("sctp", 1, 132), ("dccp", 6, 33), ("mptcp", 1, 262), ("udplite", 2, 136), ("smc", 1, 256), ("l2tp", 2, 115)):
    for family in (INET, INET6):
        if libc.socket(family, kind, protocol) != -1:
            escaped(what)
done()
