# tries: to use no processor and never end
# contained: stopped by wall time
# layer: limit wall
# stop: wall
# limits: wall=0.5
# wall-at-most: 3
import time

time.sleep(1e6)
