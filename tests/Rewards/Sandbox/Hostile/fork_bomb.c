// tries: to start processes without end, from C
// contained: at most as many as the limit at once; stopped by processor time
// layer: RLIMIT_NPROC, pid namespace; limits cpu and wall
// stop: cpu, wall
// limits: cpu=0.6 wall=2 processes=24
#include <unistd.h>
int main(void) { for (;;) fork(); }
