# tries: TCP and UDP to the outside, names by DNS, listening and being reached
# contained: nothing is sent or resolved
# layer: network namespace of the party
import socket
from attempt import *

for address in ("1.1.1.1", "8.8.8.8", "169.254.169.254", "10.0.0.1", "192.168.0.1", "172.17.0.1"):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        def reach():
            s = socket.socket(socket.AF_INET, kind)
            s.settimeout(0.5)
            s.connect((address, 53))
            s.send(b"x")
        refused(f"sent to {address}", reach)
for name in ("example.com", "one.one.one.one"):
    refused(f"resolved {name}", lambda: socket.getaddrinfo(name, 80))
done()
