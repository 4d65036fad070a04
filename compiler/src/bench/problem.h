/* What all codes solve, and the clock they share. REAL is double but for the reference solution. */
#ifndef PROBLEM_H
#define PROBLEM_H
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef REAL
#define REAL double
#endif

typedef struct {
  const char *name;
  int n;
  double end;
  int intervals; /* values are wanted at intervals + 1 equidistant times */
  void (*initial)(REAL *y);
  void (*start)(void);                                             /* forget warm starts */
  void (*rhs)(REAL t, const REAL *y, REAL *dy);
  void (*entries)(const REAL *y, void (*put)(void *, int row, int column, REAL value), void *to); /* Jacobian, columns rising; or NULL */
  int bandwidth;                                                   /* below and above the diagonal; 0: dense */
} problem;

const problem *find_problem(const char *name);

/* Processor time of this thread: other work on the machine disturbs it least. */
static inline double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

static inline int by_size(const void *a, const void *b) {
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* Prints the least and the median microseconds of a solve over `repeats` batches of about 3 ms each, after a warm-up. */
static inline void measure(void (*solve)(void), int repeats) {
  double from = seconds(), spent = 0;
  int calls = 0;
  do {
    solve();
    calls++;
    spent = seconds() - from;
  } while (spent < 0.02);
  int batch = (int) (3e-3 * calls / spent);
  if (batch < 1) batch = 1;
  double *times = malloc(sizeof *times * (size_t) repeats);
  for (int i = 0; i < repeats; i++) {
    from = seconds();
    for (int k = 0; k < batch; k++) solve();
    times[i] = (seconds() - from) * 1e6 / batch;
  }
  qsort(times, (size_t) repeats, sizeof *times, by_size);
  printf("time %.6g %.6g\n", times[0], 0.5 * (times[(repeats - 1) / 2] + times[repeats / 2]));
  free(times);
}
#endif
