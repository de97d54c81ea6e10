// tries: the same calls with the x32 bit in their number, which a filter by number does not know
// contained: the process that makes one is killed
// layer: seccomp (numbers from 0x40000000 on)
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    long numbers[] = {39, 101, 165, 272, 321, 521, 539};
    for (int i = 0; i < 7; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            long result;
            __asm__ volatile("syscall" : "=a"(result) : "a"(numbers[i] | 0x40000000L), "D"(0x10000000L), "S"(0L), "d"(0L) : "rcx", "r11", "memory");
            printf("ESCAPED: x32 call %ld gave %ld\n", numbers[i], result);
            fflush(stdout);
            _exit(0);
        }
        int status;
        waitpid(pid, &status, 0);
        if (!WIFSIGNALED(status)) printf("ESCAPED: call %ld was survived\n", numbers[i]);
    }
    puts("CONTAINED");
}
