# tries: to take back what it wrote, between the supervisor's look and its read, so that the supervisor waits for it for ever
# contained: stopped by processor time as any loop
# layer: the supervisor moves first what is there, without waiting, and then says how much it was
# stop: cpu, output
# limits: cpu=0.5 wall=2 output=64M
# wall-at-most: 4
import os

back = os.open("/proc/self/fd/1", os.O_RDONLY | os.O_NONBLOCK)
while True:
    os.write(1, b"x" * 30000)
    try:
        os.read(back, 65536)
    except BlockingIOError:
        pass
