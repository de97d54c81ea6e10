# tries: to use the processor by children that live for milliseconds and are never waited for, so that their time is added to nobody's
# contained: stopped by processor time
# layer: the kernel counts the time of the whole tree, ended processes included (an inherited perf event); without that: limit wall
# stop: cpu, wall
# limits: cpu=0.4 wall=3
# wall-at-most: 5
# cpu-at-least: 0.35
import os, signal, time
from attempt import *

syscall("prctl: counters off", 157, 31, 0, 0, 0, 0)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    if os.fork() == 0:
        end = time.process_time() + 0.004
        while time.process_time() < end:
            pass
        os._exit(0)
    time.sleep(0.004)
