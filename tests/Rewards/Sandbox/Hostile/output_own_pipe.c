// tries: to take back what it wrote, between the supervisor's look and its read, so that the supervisor waits for ever for bytes that are gone
// contained: stopped by wall time, as any program that sleeps
// layer: the supervisor moves first what is there, without waiting, and then says how much it was
// stop: wall
// limits: wall=1 output=64M
// wall-at-most: 4
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
static long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}
int main(void) {
    int back = open("/proc/self/fd/1", O_RDONLY | O_NONBLOCK);
    char data[64] = {0};
    srand(now());
    for (int stolen = 0; !stolen;) {
        write(1, data, sizeof data);
        for (long end = now() + rand() % 150000; now() < end;) {}
        stolen = read(back, data, sizeof data) > 0;
        usleep(500);
    }
    pause();
}
