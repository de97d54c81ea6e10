# tries: to reach a server of the host on 127.0.0.1 and ::1 (the port is argument 1)
# contained: no connection
# layer: network namespace of the party, whose loopback is down
import socket, sys
from attempt import *

port = int(sys.argv[1])
for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "127.1.2.3"), (socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::1")):
    def connect():
        s = socket.socket(family)
        s.settimeout(1)
        s.connect((address, port))
    refused(f"connected to {address}", connect)
done()
