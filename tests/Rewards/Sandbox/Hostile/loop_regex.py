# tries: a regular expression that takes time exponential in its input
# contained: stopped by processor time
# layer: limit cpu, by SIGKILL
# stop: cpu
# limits: cpu=0.3
import re

re.match("(a*)*b", "a" * 100)
