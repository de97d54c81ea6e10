# tries: to type into the terminal that started the host, and to open terminals
# contained: there is no terminal
# layer: session of its own, no /dev/tty, seccomp (TIOCSTI, TIOCLINUX)
import fcntl, pty
from attempt import *

for fd in (0, 1, 2):
    refused("TIOCSTI", lambda: fcntl.ioctl(fd, 0x5412, b"x"))
    refused("TIOCLINUX", lambda: fcntl.ioctl(fd, 0x541C, b"\x03"))
    syscall("TIOCSTI with high bits", 16, fd, ctypes.c_ulong(0x100005412), b"x")
for path in ("/dev/tty", "/dev/console", "/dev/tty0", "/dev/ptmx", "/dev/pts/0"):
    refused(path, lambda: os.open(path, os.O_RDWR))
refused("pty", lambda: pty.openpty())
done()
