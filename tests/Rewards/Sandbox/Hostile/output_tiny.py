# tries: to keep the supervisor busy with output of one byte at a time
# contained: stopped by output, at the pace of the supervisor
# layer: the supervisor collects what is small
# stop: output, cpu
# limits: output=64K cpu=3 wall=5
import os

while True:
    os.write(1, b"x")
