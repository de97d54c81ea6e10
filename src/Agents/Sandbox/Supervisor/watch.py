"""What a job has used so far: read from /proc by the supervisor, which alone sees the parties' processes."""
import os
import time

TICK = 1.0 / os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Watch:
    """Samples all processes that were not there before the job."""

    def __init__(self, own):
        self._own = own
        self._starved = {}
        self.started = time.monotonic()
        self.cpu = 0.0
        self.memory = self.memory_peak = 0
        self.processes = self.processes_peak = 0

    @property
    def wall(self):
        """Seconds since the job started, less those in which its processes waited for a processor: a loaded machine times nobody out."""
        return time.monotonic() - self.started - sum(self._starved.values())

    def sample(self):
        """Reads what the job's processes have used: cpu in seconds, with the children that they waited for; memory in bytes."""
        cpu = 0.0
        memory = processes = 0
        for name in os.listdir("/proc"):
            if not name.isdigit() or int(name) in self._own:
                continue
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    fields = file.read().rpartition(b") ")[2].split()
                with open(f"/proc/{name}/schedstat", "rb") as file:
                    ran, waited, _ = file.read().split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            processes += 1
            memory += int(fields[21]) * PAGE
            # The scheduler counts in nanoseconds, but one thread alone; stat counts all of them in ticks.
            own, children = int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
            cpu += max(own * TICK, int(ran) * 1e-9) + children * TICK
            self._starved[name] = int(waited) * 1e-9
        self.cpu = max(self.cpu, cpu)
        self.memory, self.processes = memory, processes
        self.memory_peak = max(self.memory_peak, memory)
        self.processes_peak = max(self.processes_peak, processes)
