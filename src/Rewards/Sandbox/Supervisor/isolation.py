"""What one party of a job may see and use: its namespaces, mounts, limits, capabilities and system calls.

The supervisor calls spawn() for each party. The party is forked into namespaces of its own, reads its own payload (so that nothing of a
job ever lies in the supervisor's memory, which later parties inherit), gives up every right, and only then runs what it was told to.
"""
import contextlib
import ctypes
import errno
import fcntl
import functools
import os
import resource
import signal
import struct

import seccomp

NEW_NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x20000000 | 0x40000000  # mount, cgroup, uts, ipc, pid, net
NEW_PID = 0x20000000
NOSUID, NODEV, NOEXEC, READ_ONLY, REMOUNT, BIND, RECURSIVE, PRIVATE = 0x2, 0x4, 0x8, 0x1, 0x20, 0x1000, 0x4000, 0x40000
SET_DUMPABLE, CAP_DROP, NO_NEW_PRIVS, CAP_AMBIENT, CAP_AMBIENT_CLEAR = 4, 24, 38, 47, 4
LAST_CAPABILITY = 63
FIRST_HIGH = 64
PENDING_SIGNALS = 256
OWN_PROCESSES = 4  # the supervisor, bubblewrap's and the parties' inits count for the same user

libc = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    """Calls a function of the C library and raises what it reports."""
    if getattr(libc, name)(*arguments) == -1:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


def mount(source, target, kind, flags, data=None):
    call("mount", source, target, kind, ctypes.c_ulong(flags), data)


def lock_outer_root():
    """Makes what bubblewrap left writable read-only. The mounts stay ours to cover: each party covers them with its own."""
    with open("/etc/passwd", "w") as file:
        file.write("nobody:x:65534:65534:nobody:/tmp:/bin/sh\n")
    with open("/etc/group", "w") as file:
        file.write("nogroup:x:65534:\n")
    with open("/etc/hosts", "w") as file:
        file.write("127.0.0.1 localhost\n")
    # Written once or never: a program that wrote it would leave that to the next.
    with contextlib.suppress(OSError), open("/proc/self/projid_map", "w") as file:
        file.write("0 0 1")
    for target in (b"/etc", b"/dev", b"/"):
        mount(None, target, None, REMOUNT | BIND | READ_ONLY | NOSUID)


def spawn(host, party, limits, descriptors, forked):
    """Forks a party into namespaces of its own. Returns its pid once it has read its payload from the descriptor `host`.

    descriptors: the party's number for each of ours, for example {0: null, 1: stdout, 2: stderr, 3: report, 4: link}.
    forked: told the pid before the party can have forked; it waits until then.
    """
    ready, told = os.pipe()
    wait, go = os.pipe()
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    call("unshare", NEW_PID)
    try:
        pid = os.fork()
        if pid == 0:
            os.close(ready), os.close(go)
            _become(host, party, limits, descriptors, told, wait)
    finally:
        os.close(told), os.close(wait)
        call("setns", own, NEW_PID)
        os.close(own)
    forked(pid)
    os.close(go)
    word = os.read(ready, 512)
    os.close(ready)
    if word != b"r":
        os.waitpid(pid, 0)
        raise RuntimeError("a party could not be isolated: " + (word.decode(errors="replace")[1:] or "it ended before it was ready"))
    return pid


def _become(host, party, limits, descriptors, told, wait):
    """Turns this process into the party. Never returns into the supervisor's code."""
    failure = told
    try:
        os.read(wait, 1)
        # From inside, an init gets only the signals that it handles; the interpreter handles this one.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _enter(limits)
        payload = read_frame(host)
        os.write(told, b"r")
        _keep_only(descriptors)
        failure = 2
        os.setsid()
        _limit(limits)
        party(payload, functools.partial(drop_rights, limits))
        os._exit(0)
    except BaseException as error:
        try:
            os.write(failure, f"!{type(error).__name__}: {error}".encode()[:400])
        finally:
            os._exit(70)


def _enter(limits):
    call("unshare", NEW_NAMESPACES & ~NEW_PID)
    mount(None, b"/", None, RECURSIVE | PRIVATE)
    mount(b"proc", b"/proc", b"proc", NOSUID | NODEV | NOEXEC)
    size = limits["disk"]
    mount(b"tmpfs", b"/tmp", b"tmpfs", NOSUID | NODEV, f"size={size},nr_inodes={limits['inodes']},mode=1777".encode())
    mount(b"tmpfs", b"/dev/shm", b"tmpfs", NOSUID | NODEV | NOEXEC, f"size={size},nr_inodes=64,mode=1777".encode())
    os.chdir("/tmp")


def _keep_only(descriptors):
    """Leaves the party's descriptors and no other one: the host's pipes above all."""
    high = {number: fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, FIRST_HIGH) for number, fd in descriptors.items()}
    os.closerange(0, FIRST_HIGH)
    os.closerange(max(high.values()) + 1, 1 << 20)
    for number, fd in high.items():
        os.dup2(fd, number, inheritable=True)
    os.closerange(FIRST_HIGH, max(high.values()) + 1)


def _limit(limits):
    cpu = int(limits["cpu_backstop"])
    _lower(resource.RLIMIT_CPU, cpu, cpu + 1)
    if limits["address_space"]:
        _lower(resource.RLIMIT_AS, limits["address_space"])
    _lower(resource.RLIMIT_NOFILE, limits["files"])
    _lower(resource.RLIMIT_NPROC, limits["processes"] + OWN_PROCESSES)
    # The kernel counts queued signals by user, and the runs beside this one are the same user.
    _lower(resource.RLIMIT_SIGPENDING, PENDING_SIGNALS)
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_MEMLOCK, resource.RLIMIT_MSGQUEUE, resource.RLIMIT_RTPRIO, resource.RLIMIT_NICE):
        _lower(kind, 0)
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def _lower(kind, soft, hard=None):
    """Sets a limit, or what the machine allows where that is less."""
    _, most = resource.getrlimit(kind)
    if most == resource.RLIM_INFINITY:
        most = max(soft, hard or soft)
    resource.setrlimit(kind, (int(min(soft, most)), int(min(hard or soft, most))))


def drop_rights(limits):
    """Gives up every capability for good, forbids gaining any, and installs the system-call filter. Before this the party may write large files."""
    _lower(resource.RLIMIT_FSIZE, limits["disk"])
    for capability in range(LAST_CAPABILITY + 1):
        if libc.prctl(CAP_DROP, capability, 0, 0, 0) == -1 and ctypes.get_errno() == errno.EINVAL:
            break  # past the kernel's last capability
    libc.prctl(CAP_AMBIENT, CAP_AMBIENT_CLEAR, 0, 0, 0)
    call("prctl", NO_NEW_PRIVS, 1, 0, 0, 0)
    call("capset", struct.pack("=II", 0x20080522, 0), bytes(24))
    seccomp.install(libc)


def read_frame(fd):
    """One frame of the host: four bytes of length, little-endian, and the bytes."""
    return _exactly(fd, struct.unpack("<I", _exactly(fd, 4))[0])


def _exactly(fd, count):
    data = bytearray(count)
    view, done = memoryview(data), 0
    while done < count:
        got = os.readv(fd, [view[done:]])
        if got == 0:
            raise EOFError("the host closed the pipe")
        done += got
    return bytes(data)
