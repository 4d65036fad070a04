/* Dormand and Prince 5(4) with a proportional-integral controller, as Hairer, Norsett, Wanner I describe it: the plain program that one
   writes. Between steps a cubic Hermite polynomial, or with -DDENSE the pair's own interpolant of order 4; with -DEXACT every step lands
   on the times that are wanted.   dopri5 PROBLEM RTOL ATOL REPEATS */
#include "problem.h"

static const double c[7] = {0, 0.2, 0.3, 0.8, 8.0 / 9, 1, 1};
static const REAL a[7][6] = {
  {0},
  {1.0L / 5},
  {3.0L / 40, 9.0L / 40},
  {44.0L / 45, -56.0L / 15, 32.0L / 9},
  {19372.0L / 6561, -25360.0L / 2187, 64448.0L / 6561, -212.0L / 729},
  {9017.0L / 3168, -355.0L / 33, 46732.0L / 5247, 49.0L / 176, -5103.0L / 18656},
  {35.0L / 384, 0, 500.0L / 1113, 125.0L / 192, -2187.0L / 6784, 11.0L / 84}};
static const REAL e[7] = {71.0L / 57600, 0, -71.0L / 16695, 71.0L / 1920, -17253.0L / 339200, 22.0L / 525, -1.0L / 40};
#ifdef DENSE
static const REAL d[7] = {-12715105075.0L / 11282082432, 0, 87487479700.0L / 32700410799, -10690763975.0L / 1880347072,
  701980252875.0L / 199316789632, -1453857185.0L / 822651844, 69997945.0L / 29380423};
#endif

static const problem *p;
static double rtol, atol_;
static REAL *values;
static long steps, rejected, evaluations;

static void rhs(REAL t, const REAL *y, REAL *dy) {
  evaluations++;
  p->rhs(t, y, dy);
}

static REAL size(REAL y) { return (REAL) atol_ + (REAL) rtol * (y < 0 ? -y : y); }

static REAL first_step(int n, const REAL *y, const REAL *f, REAL *next, REAL *g) {
  REAL s = 0, d1 = 0, d2 = 0;
  for (int i = 0; i < n; i++) s += y[i] / size(y[i]) * (y[i] / size(y[i])), d1 += f[i] / size(y[i]) * (f[i] / size(y[i]));
  REAL h = s < 1e-10 || d1 < 1e-10 ? 1e-6 : 0.01 * sqrt((double) (s / d1));
  for (int i = 0; i < n; i++) next[i] = y[i] + h * f[i];
  rhs(h, next, g);
  for (int i = 0; i < n; i++) d2 += (g[i] - f[i]) / size(y[i]) * ((g[i] - f[i]) / size(y[i]));
  double most = sqrt((double) (d1 > d2 / (h * h) ? d1 : d2 / (h * h)) / n);
  double other = most < 1e-15 ? 1e-6 : pow(0.01 / most, 0.2);
  return other < 100 * h ? (REAL) other : 100 * h;
}

static void output(int n, double t, REAL from, REAL h, const REAL *y, const REAL *next, REAL (*k)[1000], REAL *row) {
  REAL x = ((REAL) t - from) / h, x1 = 1 - x;
  for (int i = 0; i < n; i++) {
    REAL rise = next[i] - y[i], b = h * k[0][i] - rise, q = rise - h * k[6][i] - b;
#ifdef DENSE
    REAL last = 0;
    for (int s = 0; s < 7; s++) last += d[s] * k[s][i];
    row[i] = y[i] + x * (rise + x1 * (b + x * (q + x1 * h * last)));
#else
    row[i] = y[i] + x * (rise + x1 * (b + x * q));
#endif
  }
}

static void solve(void) {
  static REAL k[7][1000], y[1000], next[1000], stage[1000];
  int n = p->n, row = 1;
  double step = p->end / p->intervals;
  REAL t = 0, before = 1e-4;
  steps = rejected = evaluations = 0;
  p->initial(y);
  p->start();
  memcpy(values, y, sizeof *y * (size_t) n);
  rhs(0, y, k[0]);
  REAL h = first_step(n, y, k[0], next, k[6]);
  int shrunk = 0;
  while (t < p->end) {
    REAL to = p->end;
#ifdef EXACT
    to = row * step;
#endif
    int lands = t + h * (REAL) 1.0000001L >= to;
    REAL size_of_step = lands ? to - t : h;
    for (int s = 1; s < 7; s++) {
      REAL *target = s == 6 ? next : stage;
      for (int i = 0; i < n; i++) {
        REAL sum = 0;
        for (int j = 0; j < s; j++) sum += a[s][j] * k[j][i];
        target[i] = y[i] + size_of_step * sum;
      }
      rhs(t + (REAL) c[s] * size_of_step, target, k[s]);
    }
    REAL error = 0;
    for (int i = 0; i < n; i++) {
      REAL sum = 0;
      for (int s = 0; s < 7; s++) sum += e[s] * k[s][i];
      REAL big = size(y[i]) > size(next[i]) ? size(y[i]) : size(next[i]);
      REAL r = size_of_step * sum / big;
      error += r * r;
    }
    error = sqrt((double) error / n);
    double shrink = pow((double) error, 0.2 - 0.75 * 0.04);
    if (!(error <= 1)) {
      double factor = 0.9 / shrink;
      h = size_of_step * (factor > 0.2 ? factor : 0.2);
      shrunk = 1;
      rejected++;
      continue;
    }
    double factor = 0.9 * pow((double) before, 0.04) / shrink;
    factor = factor < 0.2 ? 0.2 : factor > 10 ? 10 : factor;
    if (shrunk && factor > 1) factor = 1;
    before = error > (REAL) 1e-4 ? error : (REAL) 1e-4;
    REAL end = lands ? to : t + size_of_step;
    while (row <= p->intervals && row * step <= end) {
      if (row * step == end) memcpy(values + (size_t) row * n, next, sizeof *y * (size_t) n);
      else output(n, row * step, t, size_of_step, y, next, k, values + (size_t) row * n);
      row++;
    }
    t = end;
    REAL grown = size_of_step * factor;
    h = lands && grown < h ? h : grown;
    shrunk = 0;
    memcpy(y, next, sizeof *y * (size_t) n);
    memcpy(k[0], k[6], sizeof *y * (size_t) n);
    steps++;
  }
}

int main(int count, char **arguments) {
  if (count != 5) return 2;
  p = find_problem(arguments[1]);
  rtol = atof(arguments[2]);
  atol_ = atof(arguments[3]);
  values = malloc(sizeof *values * (size_t) p->n * (size_t) (p->intervals + 1));
  int repeats = atoi(arguments[4]);
  if (repeats > 0) measure(solve, repeats);
  else solve();
  printf("work %ld %ld %ld\n", steps, rejected, evaluations);
  for (int row = 0; row <= p->intervals; row++) {
    for (int i = 0; i < p->n; i++) printf("%.20Lg ", (long double) values[row * p->n + i]);
    printf("\n");
  }
  return 0;
}
