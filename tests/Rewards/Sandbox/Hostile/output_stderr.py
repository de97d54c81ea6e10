# tries: to write standard error without end, from a child
# contained: stopped by output
# layer: limit on output
# stop: output
# limits: output=256K
import os, sys

os.fork()
while True:
    sys.stderr.write("x" * 10_000)
