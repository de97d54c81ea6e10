"""The system calls that no party may make, as a seccomp filter (x86-64).

A list of what is refused and not of what is allowed: parties are interpreters and compilers of many languages. What is refused is what
reaches beyond the namespaces or has a history of kernel faults; the namespaces and the missing capabilities do the rest.
"""
import ctypes
import errno
import struct

AUDIT_ARCH_X86_64 = 0xC000003E
X32_BIT = 0x40000000
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
LOAD, JUMP_EQUAL, JUMP_AT_LEAST, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCH, ARGUMENT_0, ARGUMENT_1, ARGUMENT_2 = 0, 4, 16, 24, 32
LAST_KNOWN = 471  # what later kernels add was not looked at

REFUSED = {
    # other processes' memory and state
    "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "pidfd_getfd": 438, "process_madvise": 440, "process_mrelease": 448,
    # keyrings are not in any namespace
    "add_key": 248, "request_key": 249, "keyctl": 250,
    # memory that no process's size shows, some of which outlives its process
    "memfd_create": 319, "memfd_secret": 447, "shmget": 29, "msgget": 68, "semget": 64, "mq_open": 240,
    # amounts that the kernel keeps for a user or for the whole machine: the runs beside this one share them
    "inotify_init": 253, "inotify_init1": 294, "io_setup": 206,
    # interfaces wide enough to be a kernel of their own
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323,
    # mounts and namespaces
    "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308, "open_tree": 428, "move_mount": 429, "fsopen": 430,
    "fsconfig": 431, "fsmount": 432, "fspick": 433, "mount_setattr": 442, "quotactl_fd": 443, "landlock_create_ruleset": 444, "open_tree_attr": 467,
    "name_to_handle_at": 303, "open_by_handle_at": 304, "fanotify_init": 300,
    # the machine
    "reboot": 169, "swapon": 167, "swapoff": 168, "kexec_load": 246, "kexec_file_load": 320, "init_module": 175, "finit_module": 313, "delete_module": 176,
    "syslog": 103, "acct": 163, "quotactl": 179, "iopl": 172, "ioperm": 173, "modify_ldt": 154, "personality": 135, "vhangup": 153, "lookup_dcookie": 212,
    "nfsservctl": 180, "sysfs": 139, "_sysctl": 156, "uselib": 134, "ustat": 136,
    # clocks
    "settimeofday": 164, "clock_settime": 227, "adjtimex": 159, "clock_adjtime": 305,
    # memory placement and other corners that programs do not need
    "mbind": 237, "set_mempolicy": 238, "get_mempolicy": 239, "migrate_pages": 256, "move_pages": 279, "vmsplice": 278,
    "set_mempolicy_home_node": 450,
}
CLONE, CLONE3, SOCKET, SOCKETPAIR, IOCTL, PRLIMIT, PRCTL = 56, 435, 41, 53, 16, 302, 157
COUNTERS_OFF, COUNTERS_ON = 31, 32  # the supervisor counts a party's time with one
SYNC = (162, 306)  # sync and syncfs: a party's files are in memory, and the host's disk is not its to keep busy
NEW_NAMESPACE_BITS = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
UNIX, INET, INET6 = 1, 2, 10  # all of them end at the party's own empty network
PROTOCOLS = (0, 6, 17)  # the default, TCP, UDP: the others load modules
TYPE_INTO_TERMINAL, LINUX_CONSOLE = 0x5412, 0x541C


def _refuse(code):
    return (RETURN, 0, 0, ERRNO | code)


_ALLOW = (RETURN, 0, 0, ALLOW)


def _when(number, *body):
    """Instructions for one system call. They end in a return: they may have overwritten the number."""
    return [(JUMP_EQUAL, 0, len(body), number), *body]


def _one_of(values):
    """Past the next instruction where the value is one of these, and to it where not."""
    return [(JUMP_EQUAL, len(values) - i, 0, value) for i, value in enumerate(values)]


def _program():
    """The filter as (code, jump if true, jump if false, value)."""
    program = [
        (LOAD, 0, 0, ARCH), (JUMP_EQUAL, 1, 0, AUDIT_ARCH_X86_64), (RETURN, 0, 0, KILL),  # 32-bit calls have other numbers
        (LOAD, 0, 0, NUMBER), (JUMP_AT_LEAST, 0, 1, X32_BIT), (RETURN, 0, 0, KILL),
        (JUMP_AT_LEAST, 0, 1, LAST_KNOWN + 1), _refuse(errno.ENOSYS),
    ]
    for number in sorted(REFUSED.values()):
        program += _when(number, _refuse(errno.EPERM))
    program += _when(CLONE3, _refuse(errno.ENOSYS))  # the C library falls back to clone, whose flags can be read here
    program += _when(CLONE, (LOAD, 0, 0, ARGUMENT_0), (JUMP_ANY_BIT, 0, 1, NEW_NAMESPACE_BITS), _refuse(errno.EPERM), _ALLOW)
    program += _when(SOCKET, (LOAD, 0, 0, ARGUMENT_0), (JUMP_EQUAL, 7, 0, UNIX), (JUMP_EQUAL, 1, 0, INET), (JUMP_EQUAL, 0, 4, INET6), (LOAD, 0, 0, ARGUMENT_2),
                     *_one_of(PROTOCOLS), _refuse(errno.EAFNOSUPPORT), _ALLOW)
    program += _when(SOCKETPAIR, (LOAD, 0, 0, ARGUMENT_0), (JUMP_EQUAL, 1, 0, UNIX), _refuse(errno.EAFNOSUPPORT), _ALLOW)
    program += _when(PRLIMIT, (LOAD, 0, 0, ARGUMENT_0), (JUMP_EQUAL, 1, 0, 0), _refuse(errno.EPERM), _ALLOW)  # of nobody but the caller
    program += _when(PRCTL, (LOAD, 0, 0, ARGUMENT_0), (JUMP_EQUAL, 1, 0, COUNTERS_OFF), (JUMP_EQUAL, 0, 1, COUNTERS_ON), _refuse(errno.EPERM), _ALLOW)
    for number in SYNC:
        program += _when(number, _refuse(0))
    terminal = [(JUMP_EQUAL, 1, 0, TYPE_INTO_TERMINAL), (JUMP_EQUAL, 0, 1, LINUX_CONSOLE)]
    program += _when(IOCTL, (LOAD, 0, 0, ARGUMENT_1), *terminal, _refuse(errno.EPERM), _ALLOW)
    return [*program, _ALLOW]


class _Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


_CODE = b"".join(struct.pack("=HBBI", *instruction) for instruction in _program())


def install(libc):
    """Installs the filter for this process and all that it starts. Needs no-new-privileges to be set."""
    program = _Filter(len(_CODE) // 8, _CODE)
    if libc.prctl(22, 2, ctypes.byref(program), 0, 0) == -1:
        code = ctypes.get_errno()
        raise OSError(code, "seccomp: the kernel refuses the filter")
