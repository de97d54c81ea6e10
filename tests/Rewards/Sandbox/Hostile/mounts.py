# tries: to mount, unmount, bind, move and change the root, by the old calls and the new
# contained: refused
# layer: seccomp; no capability
from attempt import *

os.mkdir("m")
zeros = ctypes.create_string_buffer(64)
for what, number, *arguments in (
        ("bind", 165, b"/", b"/tmp/m", None, 0x1000, None), ("move", 165, b"/proc", b"/tmp/m", None, 0x2000, None), ("tmpfs", 165, b"t", b"/tmp/m", b"tmpfs", 0, None), ("umount", 166, b"/proc", 2), ("umount", 166, b"/tmp", 2),
        ("umount", 166, b"/dev", 2), ("pivot_root", 155, b"/tmp", b"/tmp/m"), ("chroot", 161, b"/tmp"), ("open_tree", 428, -100, b"/", 1), ("move_mount", 429, -100, b"/proc", -100, b"/tmp/m", 0),
        ("fsopen", 430, b"tmpfs", 0), ("fsmount", 432, 0, 0, 0), ("fspick", 433, -100, b"/", 0), ("mount_setattr", 442, -100, b"/", 0, zeros, 32)):
    syscall(what, number, *arguments)
done()
