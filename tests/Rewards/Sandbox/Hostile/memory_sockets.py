# tries: to hide memory in the buffers of sockets: bytes that were sent and never read, by many processes
# contained: a few hundred MiB at most; stopped by the number of open files of all processes together
# layer: limit on open files of the whole job (RLIMIT_NOFILE holds for each process alone)
# stop: files
# limits: files=64 wall=3
import os, socket, time

for _ in range(16):
    if os.fork() == 0:
        kept = []
        try:
            while True:
                pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
                pair[0].setblocking(False)
                kept.append(pair)
        except OSError:
            pass
        for pair in kept:
            try:
                while True:
                    pair[0].send(b"x" * 65536)
            except OSError:
                pass
        time.sleep(30)
time.sleep(30)
