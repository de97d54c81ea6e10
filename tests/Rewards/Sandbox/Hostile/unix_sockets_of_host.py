# tries: to connect to a listener of the host: an abstract socket (argument 2) and sockets in /run
# contained: none is there
# layer: network namespace (abstract names are of it), mount namespace
import glob, socket, sys
from attempt import *

def connect(address):
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(1)
    s.connect(address)
refused("the host's abstract socket", lambda: connect("\0" + sys.argv[2]))
for path in ["/run/docker.sock", "/var/run/docker.sock", "/run/systemd/private", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0", *glob.glob("/run/**", recursive=True)]:
    refused(path, lambda: connect(path))
if any(line.rstrip().endswith(sys.argv[2]) for line in open("/proc/net/unix")):
    escaped("the host's abstract sockets are listed")
done()
