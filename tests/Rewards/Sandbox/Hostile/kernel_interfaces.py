# tries: the wide interfaces of the kernel: io_uring, bpf, perf events, userfaultfd, asynchronous files, fanotify, handles of files
# contained: refused
# layer: seccomp
from attempt import *

zeros = ctypes.create_string_buffer(256)
for what, number, *arguments in (
        ("io_uring_setup", 425, 8, zeros), ("bpf", 321, 0, zeros, 128), ("perf_event_open", 298, zeros, 0, -1, -1, 0), ("userfaultfd", 323, 1), ("userfaultfd", 323, 0), ("io_setup", 206, 8, zeros),
        ("fanotify_init", 300, 0, 0), ("fanotify_init", 300, 0x600, 0), ("name_to_handle_at", 303, -100, b"/tmp", zeros, zeros, 0), ("open_by_handle_at", 304, -100, zeros, 0), ("kexec_load", 246, 0, 0, 0, 0),
        ("init_module", 175, zeros, 0, b""), ("finit_module", 313, 0, b"", 0), ("delete_module", 176, b"x", 0), ("swapon", 167, b"/tmp", 0), ("reboot", 169, 0xFEE1DEAD, 672274793, 0x89ABCDEF, 0),
        ("acct", 163, None), ("quotactl", 179, 0, 0, 0, 0), ("iopl", 172, 3), ("ioperm", 173, 0, 8, 1), ("syslog", 103, 3, zeros, 128), ("modify_ldt", 154, 0, zeros, 16), ("vmsplice", 278, 1, zeros, 0, 0),
        ("landlock", 444, 0, 0, 1), ("mbind", 237, 0, 0, 0, 0, 0, 0), ("move_pages", 279, 0, 0, 0, 0, 0, 0)):
    syscall(what, number, *arguments)
done()
