# tries: a sum over 10^15 numbers, inside C
# contained: stopped by processor time
# layer: limit cpu, by SIGKILL
# stop: cpu
# limits: cpu=0.3
sum(range(10 ** 15))
