# tries: to take memory by many processes that are small one by one
# contained: stopped by memory
# layer: limit on the resident memory of all processes together
# stop: memory
# limits: memory=128M
import os, time

for _ in range(20):
    if os.fork() == 0:
        kept = bytearray(b"x") * (20 << 20)
        time.sleep(30)
time.sleep(30)
