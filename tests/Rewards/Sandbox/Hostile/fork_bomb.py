# tries: to start processes without end, each of which does so too
# contained: at most as many as the limit at once; stopped by processor time
# layer: RLIMIT_NPROC, pid namespace; limits cpu and wall
# stop: cpu, wall
# limits: cpu=0.4 wall=2 processes=24
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
