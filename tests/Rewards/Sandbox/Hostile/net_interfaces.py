# tries: to bring the loopback up, give it an address, add interfaces, read the host's
# contained: no interface but a loopback that is down
# layer: network namespace; no capability
import fcntl, socket, struct
from attempt import *

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
refused("loopback up", lambda: fcntl.ioctl(s, 0x8914, struct.pack("16sH14x", b"lo", 1)))
refused("address", lambda: fcntl.ioctl(s, 0x8916, struct.pack("16sHH4s8x", b"lo", 2, 0, socket.inet_aton("127.0.0.1"))))
refused("tun", lambda: open("/dev/net/tun", "rb"))
names = [name for _, name in socket.if_nameindex()] if False else [line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]]
if any(name not in ("lo", "sit0", "tunl0", "ip6tnl0", "gre0", "ip_vti0", "ip6_vti0", "erspan0", "gretap0", "ip6gre0") for name in names):
    escaped(f"interfaces {names}")
if len(open("/proc/net/tcp").readlines()) > 1 or len(open("/proc/net/route").readlines()) > 1:
    escaped("the host's connections or routes are seen")
done()
