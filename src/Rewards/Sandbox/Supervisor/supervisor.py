"""The process that bubblewrap starts: it forks the parties of one job after the other, watches them, and relays what they say.

It is single-threaded and trusted, and holds nothing of a job: parties read their payloads from the host's pipe themselves, and what they
write is moved from pipe to pipe inside the kernel. So a party that reads the memory it was forked with finds no other job in it.

Frames of the host (four bytes of length, little-endian): for each job {"limits": {..}, "parties": ["module.function"], "link": bool, "session": bool},
followed by one payload frame a party. What the host writes after the payload of a session is the party's own input, so that a session is a supervisor's last job. Answers: one byte of kind, one of
party, one of stream, one of zero, four of length, data. Kinds: D data, E end of the job (JSON), R ready, X the sandbox itself is broken.
"""
import contextlib
import fcntl
import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
import time

import isolation
import meter
import watch

HOST, ANSWERS = 0, 1
STREAMS = (1, 2, 3)  # stdout, stderr, report
SAMPLE_EVERY = 0.02
SAMPLE_SESSION_EVERY = 0.1  # it lives for minutes beside others that work
CHUNK = 1 << 16
WITHOUT_WAITING = 2  # SPLICE_F_NONBLOCK
BUSY, PAUSE = 256, 0.001  # so many messages, then a pause after each round: output byte by byte must not cost its neighbours a processor
FILES_OF_JOB = 4  # times the open files of one process
LARGE_PIPE = 1 << 20  # of questions in a session: one is written at once, and not a piece at a time as the party reads


def write(data):
    data = memoryview(data)
    while data:
        data = data[os.write(ANSWERS, data):]


def answer(kind, data):
    write(struct.pack("<cBBxI", kind, 0, 0, len(data)) + data)


class Job:
    def __init__(self, spec, own, passage):
        self.limits = spec["limits"]
        self.is_session = spec["session"]
        self.sample_every = SAMPLE_SESSION_EVERY if self.is_session else SAMPLE_EVERY
        self.passage = passage
        self.watch = watch.Watch(own)
        self.pids = []
        self.pipes = {}
        self.relayed = self.messages = 0
        self.reason = None
        self.poll = select.poll()
        self.marked = (0.0, 0.0)
        self._start(spec)

    def _start(self, spec):
        link = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM) if spec["link"] else None
        null = os.open("/dev/null", os.O_RDONLY | os.O_CLOEXEC)
        if self.is_session:
            with contextlib.suppress(OSError):  # the user has as many large pipes as may be: it is slower, and the same
                fcntl.fcntl(HOST, fcntl.F_SETPIPE_SZ, LARGE_PIPE)
        for index, name in enumerate(spec["parties"]):
            module, _, function = name.rpartition(".")
            descriptors = {0: HOST if self.is_session else null}
            for stream in STREAMS:
                ours, theirs = os.pipe()
                self.pipes[ours] = (index, stream)
                self.poll.register(ours, select.POLLIN)
                descriptors[stream] = theirs
            if link:
                descriptors[4] = link[index].fileno()
            self.pids.append(isolation.spawn(HOST, getattr(sys.modules[module], function), self.limits, descriptors, self._measure))
            for stream in STREAMS:
                os.close(descriptors[stream])
        os.close(null)
        if link:
            link[0].close(), link[1].close()

    def _measure(self, pid):
        self.watch.meters.append(meter.Meter(pid))

    def run(self):
        """Until the last party has ended, a limit is passed or the host is gone."""
        self.poll.register(HOST, 0)
        last = os.pidfd_open(self.pids[-1])
        self.poll.register(last, select.POLLIN)
        has_ended = False
        next_sample = self.watch.started + self.sample_every
        while self.reason is None:
            events = self.poll.poll(max(0.0, next_sample - time.monotonic()) * 1000)
            for fd, event in events:
                if fd == HOST:
                    os._exit(0)
                elif fd == last:
                    has_ended = True  # its output may stay open all the same: in a socket that nobody has
                else:
                    self._relay(fd)
            if has_ended or not any(party == len(self.pids) - 1 for party, _ in self.pipes.values()):
                break
            if self.messages > BUSY:
                time.sleep(PAUSE)
            if time.monotonic() >= next_sample:
                self.watch.sample()
                self._judge()
                next_sample = time.monotonic() + self.sample_every
                if self.is_session:
                    self.messages = 0
        self.poll.unregister(HOST)
        self.poll.unregister(last)
        os.close(last)
        self._end()

    def _relay(self, fd):
        """Moves what a party has written to the host without reading it.

        First into a pipe that no party has, without waiting, and only then is the host told how much it was: a party can open its own output
        and take back what it wrote, at any time. False where nothing was there.
        """
        party, stream = self.pipes[fd]
        room = self.limits["output"] - self.relayed
        try:
            count = os.splice(fd, self.passage[1], int(min(CHUNK, max(room, 1))), flags=WITHOUT_WAITING)
        except BlockingIOError:
            return False  # taken back
        if count == 0 or room <= 0:
            if count:
                os.read(self.passage[0], count)
                self.reason = self.reason or "output"
            self._close(fd)
            return True
        if stream == 3:
            self.marked = (self.watch.cpu, self.watch.wall)
        self.relayed += count
        self.messages += 1
        write(struct.pack("<cBBxI", b"D", party, stream, count))
        while count:
            count -= os.splice(self.passage[0], ANSWERS, count)
        return True

    def _close(self, fd):
        self.poll.unregister(fd)
        os.close(fd)
        del self.pipes[fd]

    def _judge(self):
        limits, now = self.limits, self.watch
        if now.memory > limits["memory"] and now.memory_by_share() > limits["memory"]:
            self.reason = "memory"
        elif now.files > limits["files"] * FILES_OF_JOB:
            self.reason = "files"
        elif now.processes > limits["processes"] + isolation.OWN_PROCESSES:
            self.reason = "processes"
        elif now.cpu > limits["cpu"] or now.cpu - self.marked[0] > limits["step_cpu"]:
            self.reason = "cpu"
        elif now.wall > limits["wall"] or now.wall - self.marked[1] > limits["step_wall"] or time.monotonic() - now.started > limits["backstop"]:
            self.reason = "wall"

    def _end(self):
        self.watch.sample()
        for pid in self.pids:
            os.kill(pid, signal.SIGKILL)
        cpu = memory = 0
        for pid in self.pids:
            _, _, usage = os.wait4(pid, 0)
            cpu += usage.ru_utime + usage.ru_stime
            memory = max(memory, usage.ru_maxrss * 1024)
        self.watch.count_cpu(cpu)
        for counting in self.watch.meters:
            counting.close()
        for fd in list(self.pipes):
            while fd in self.pipes and self._relay(fd):
                pass
            if fd in self.pipes:
                self._close(fd)
        result = {
            "reason": self.reason, "cpu": self.watch.cpu, "wall": time.monotonic() - self.watch.started,
            "memory": max(memory, self.watch.memory_peak), "processes": self.watch.processes_peak,
        }
        answer(b"E", json.dumps(result).encode())


def serve(preload):
    if sys.version_info < (3, 10):
        raise RuntimeError(f"the sandbox needs python3 of the system to be 3.10 or later, and it is {sys.version.split()[0]}")
    for name in preload:
        importlib.import_module(name)
    isolation.lock_outer_root()
    own = {int(name) for name in os.listdir("/proc") if name.isdigit()}
    passage = os.pipe()
    # What is here now is shared with every party: keep the collector from writing to its pages.
    gc.collect()
    gc.freeze()
    answer(b"R", sys.version.split()[0].encode())
    while True:
        try:
            spec = json.loads(isolation.read_frame(HOST))
        except EOFError:
            return
        job = Job(spec, own, passage)
        job.run()
        if job.is_session:
            return


def main(preload):
    try:
        serve(preload)
    except BaseException as error:
        answer(b"X", f"{type(error).__name__}: {error}".encode())
        raise
