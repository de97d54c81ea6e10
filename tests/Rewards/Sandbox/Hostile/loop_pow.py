# tries: to compute in C for hours, where no signal handler of Python runs
# contained: stopped by processor time
# layer: limit cpu, by SIGKILL
# stop: cpu
# limits: cpu=0.3
print(len(str(9 ** (9 ** 9))))
