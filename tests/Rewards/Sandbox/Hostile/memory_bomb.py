# tries: to take memory without end
# contained: stopped by memory
# layer: limit on resident memory, looked at every 20 ms; RLIMIT_AS
# stop: memory
# limits: memory=128M
kept = []
while True:
    kept.append(bytearray(b"x") * (1 << 20))
