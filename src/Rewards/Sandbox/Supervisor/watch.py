"""What a job has used so far: read from /proc by the supervisor, which alone sees the parties' processes, and from their meters."""
import os
import time

TICK = 1.0 / os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
PROCESSORS = len(os.sched_getaffinity(0))


class Watch:
    """Samples all processes that were not there before the job."""

    def __init__(self, own):
        self._own = own
        self._waited = {}
        self._starved = 0.0
        self.meters = []
        self.started = time.monotonic()
        self.cpu = 0.0
        self.memory = self.memory_peak = 0
        self.processes = self.processes_peak = 0
        self.files = 0

    @property
    def wall(self):
        """Seconds since the job started, less those in which it waited for a processor: a loaded machine times nobody out."""
        return time.monotonic() - self.started - self._starved

    def sample(self):
        """Reads what the job's processes have used: cpu in seconds, with the children that they waited for; memory in bytes."""
        cpu = longest = 0.0
        memory = processes = files = 0
        for name in self._names():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    fields = file.read().rpartition(b") ")[2].split()
                files += os.stat(f"/proc/{name}/fd").st_size  # how many there are; 0 before Linux 6.2
                ran, waited = self._scheduled(name, int(fields[17]))
            except (FileNotFoundError, ProcessLookupError):
                continue
            processes += 1
            memory += int(fields[21]) * PAGE
            # The scheduler counts in nanoseconds; stat counts in ticks.
            own, children = int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
            cpu += max(own * TICK, ran) + children * TICK
            longest = max(longest, waited)
        self.count_cpu(cpu)
        self._credit(longest)
        self.memory, self.processes, self.files = memory, processes, files
        self.memory_peak = max(self.memory_peak, memory)
        self.processes_peak = max(self.processes_peak, processes)

    def count_cpu(self, seen):
        """seen: what somebody else counted. The most that anybody counted is what was used at least."""
        self.cpu = max(self.cpu, seen, sum(meter.seconds for meter in self.meters))

    def memory_by_share(self):
        """Bytes of memory, each page divided by those that share it: what a job of many forks really has. Slower than a sample."""
        total = 0
        for name in self._names():
            try:
                with open(f"/proc/{name}/smaps_rollup", "rb") as file:
                    total += sum(int(line.split()[1]) << 10 for line in file if line.startswith(b"Pss:"))
            except (FileNotFoundError, ProcessLookupError):
                pass
            except PermissionError:
                total += self._resident(name)  # a program that nobody may read
        return total

    def _names(self):
        return [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in self._own]

    def _resident(self, name):
        try:
            with open(f"/proc/{name}/statm", "rb") as file:
                return int(file.read().split()[1]) * PAGE
        except (FileNotFoundError, ProcessLookupError):
            return 0

    def _scheduled(self, name, threads):
        """Seconds that the threads of a process have run, and the longest that one of them waited for a processor since the last sample."""
        ran = longest = 0.0
        for thread in os.listdir(f"/proc/{name}/task") if threads > 1 else [name]:
            try:
                with open(f"/proc/{name}/task/{thread}/schedstat", "rb") as file:
                    ran_ns, waited_ns, _ = file.read().split()
            except (FileNotFoundError, ProcessLookupError):
                continue  # it has ended, or this kernel does not count (CONFIG_SCHED_INFO)
            ran += int(ran_ns) * 1e-9
            waited = int(waited_ns) * 1e-9
            longest = max(longest, waited - self._waited.get(thread, 0.0))
            self._waited[thread] = waited
        return ran, longest

    def _credit(self, waited):
        """Takes time off the clock: no more than is left when the job's own use of the processors is taken away, which it did not wait for."""
        most = time.monotonic() - self.started - self.cpu / PROCESSORS
        self._starved = max(self._starved, min(self._starved + waited, most))
