# tries: to use up the watches that the kernel gives a user, of which the runs beside it are the same
# contained: none is given
# layer: seccomp (inotify_init, inotify_init1, fanotify_init)
from attempt import *

syscall("inotify_init", 253)
syscall("inotify_init1", 294, 0)
syscall("fanotify_init", 300, 0x200, 0)
done()
