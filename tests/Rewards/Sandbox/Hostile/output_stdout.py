# tries: to write standard output without end
# contained: stopped by output; the host is given no more than the limit
# layer: limit on output
# stop: output
# limits: output=256K
while True:
    print("x" * 10_000)
