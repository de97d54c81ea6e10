# tries: to use the processor by threads while the main thread sleeps
# contained: stopped by processor time
# layer: limit cpu, of all threads of all processes
# stop: cpu
# limits: cpu=0.4 wall=5
import hashlib, threading

def burn():
    data = b"x" * (1 << 22)
    while True:
        hashlib.sha256(data).digest()
for _ in range(4):
    threading.Thread(target=burn).start()
