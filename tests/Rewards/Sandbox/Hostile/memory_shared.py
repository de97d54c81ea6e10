# tries: to take memory that is shared between processes, by anonymous mappings
# contained: stopped by memory
# layer: limit on resident memory, which counts mapped pages
# stop: memory
# limits: memory=128M
import mmap, time

kept = []
while True:
    block = mmap.mmap(-1, 16 << 20)
    for at in range(0, len(block), 4096):
        block[at] = 1
    kept.append(block)
