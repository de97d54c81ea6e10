// tries: system calls of 32 bits, whose numbers a filter for 64 bits does not know: mount (21), ptrace (26), unshare (310), socketcall (102)
// contained: the process that makes one is killed
// layer: seccomp (architecture)
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
static long call32(long number, long a, long b) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(0L), "S"(0L), "D"(0L) : "memory", "r8", "r9", "r10", "r11");
    return result;
}
int main(void) {
    long numbers[] = {20, 21, 26, 310, 102, 120};
    for (int i = 0; i < 6; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            long result = call32(numbers[i], 0x10000000, 0);
            printf("ESCAPED: int 0x80, call %ld gave %ld\n", numbers[i], result);
            fflush(stdout);
            _exit(0);
        }
        int status;
        waitpid(pid, &status, 0);
        if (!WIFSIGNALED(status)) printf("ESCAPED: call %ld was survived\n", numbers[i]);
    }
    puts("CONTAINED");
}
