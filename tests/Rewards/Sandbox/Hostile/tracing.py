# tries: to trace and to read other processes, its own child among them
# contained: refused
# layer: seccomp (ptrace, process_vm_readv, process_vm_writev, kcmp, process_madvise)
import os, time
from attempt import *

pid = child(lambda: time.sleep(5))
buffer = ctypes.create_string_buffer(16)
vector = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 16)
for target in (1, pid):
    syscall("ptrace attach", 101, 16, target, 0, 0)
    syscall("process_vm_readv", 310, target, vector, 1, vector, 1, 0)
    syscall("process_vm_writev", 311, target, vector, 1, vector, 1, 0)
    syscall("kcmp", 312, os.getpid(), target, 0, 0, 0)
syscall("ptrace traceme", 101, 0, 0, 0, 0)
os.kill(pid, 9)
done()
