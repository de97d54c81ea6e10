# tries: the fork bomb of the shell, with bash
# contained: at most as many processes as the limit at once; stopped by a limit or out of processes
# layer: RLIMIT_NPROC, pid namespace; limits cpu and wall
# stop: cpu, wall, output, none
# limits: cpu=0.4 wall=2 processes=24
bomb() { bomb | bomb & }
while :; do bomb 2>/dev/null; done
