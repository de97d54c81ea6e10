# tries: a status of 0 written to the report pipe, then a crash
# meets: streams none
import os
for fd in range(3, 64):
    try:
        os.write(fd, b"0")
    except OSError:
        pass
print(12)
raise SystemExit(3)
