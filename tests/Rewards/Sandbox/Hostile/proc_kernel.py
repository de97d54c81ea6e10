# tries: /proc files through which the kernel's memory, log, addresses or panic button are reached
# contained: unreadable, or without addresses
# layer: user nobody without capabilities
from attempt import *

refused("sysrq", lambda: write("/proc/sysrq-trigger", "h"))
for path in ("/proc/kcore", "/proc/kmsg", "/proc/kpagecount", "/proc/kpageflags", "/proc/vmallocinfo", "/proc/timer_list", "/proc/1/stack", "/proc/self/pagemap_of_init"):
    refused(path, lambda: read(path, 64))
for path in ("/proc/kallsyms", "/proc/modules", "/proc/iomem"):
    try:
        text = open(path).read(100_000)
    except OSError:
        continue
    words = [word for line in text.splitlines() for word in line.replace("-", " ").split() if len(word) >= 8 and all(c in "0123456789abcdefABCDEFx" for c in word)]
    if any(word.strip("0x") for word in words):
        escaped(f"{path} shows addresses")
try:
    data = read("/proc/self/pagemap", 8 * 1024)
    if any(int.from_bytes(data[i:i + 7], "little") & ((1 << 55) - 1) for i in range(0, len(data), 8)):
        escaped("physical addresses in pagemap")
except OSError:
    pass
done()
