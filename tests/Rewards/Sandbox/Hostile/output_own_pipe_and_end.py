# tries: the same by a child, and to end in between: a pipe without writers gives the supervisor nothing for ever
# contained: the run ends by itself
# layer: the supervisor moves first what is there, without waiting, and then says how much it was
# stop: none
# limits: cpu=3 wall=5 output=64M
# wall-at-most: 4
import os, time

back = os.open("/proc/self/fd/1", os.O_RDONLY | os.O_NONBLOCK)
for _ in range(4):
    if os.fork() == 0:
        try:
            while True:
                os.read(back, 65536)
        except BlockingIOError:
            while True:
                try:
                    os.read(back, 65536)
                except BlockingIOError:
                    pass
end = time.monotonic() + 0.2
while time.monotonic() < end:
    os.write(1, b"y" * 5000)
os.write(2, b"CONTAINED\n")
os._exit(0)
