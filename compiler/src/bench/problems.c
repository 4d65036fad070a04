/* The problems: li2025 (doi:10.3934/mbe.2025061, cytokines in quasi-equilibrium), Robertson, HIRES (Test Set for IVP Solvers) and chains
   of reactions. The same problems stand as .cart files beside this file; chain.py writes those of the chains. */
#include "problem.h"

/* ---- li2025: T_4, T_P, T_E, T_M, T_r, C, M ---- */

static void li_initial(REAL *y) {
  static const double start[] = {1e4, 1e7, 1e7, 1e3, 1e3, 1e6, 1e2};
  for (int i = 0; i < 7; i++) y[i] = start[i];
}

static REAL warm = -1;

static void li_start(void) { warm = -1; }

#ifdef EXACT
#define ENOUGH ((REAL) 1e-18L)
#else
#define ENOUGH 1e-12
#endif

/* Free tumour cells, Eq (2.4): Newton from below, where it is monotone (the residual is concave), bisection if it leaves the bracket. */
static REAL free_tumour(REAL C, REAL T_E, REAL T_M, REAL T_4) {
  const REAL K_1 = 0.05L, K_2 = 0.04L, K_3 = 0.001L;
  REAL low = 0, high = C, x = C / (1 + K_1 * T_E + K_2 * T_M + K_3 * T_4);
#ifdef WARM
  if (warm > 0 && warm < C) x = warm;
#endif
  for (int i = 0; i < 100; i++) {
    REAL r1 = 1 / (1 + K_1 * x), r2 = 1 / (1 + K_2 * x), r3 = 1 / (1 + K_3 * x);
    REAL bound = K_1 * T_E * r1 + K_2 * T_M * r2 + K_3 * T_4 * r3;
    REAL residual = x * (1 + bound) - C;
    REAL slope = 1 + K_1 * T_E * r1 * r1 + K_2 * T_M * r2 * r2 + K_3 * T_4 * r3 * r3;
    if (residual > 0) high = x; else low = x;
    REAL next = x - residual / slope;
    if (!(next >= low && next <= high)) next = (low + high) / 2;
    REAL moved = fabsl((long double) (next - x));
    x = next;
#ifdef WARM
    if (moved <= 1e-6 * x) break; /* Newton converges quadratically: the error is the square of this */
#else
    if (moved <= ENOUGH * x) break;
#endif
  }
  warm = x;
  return x;
}

static void li_rhs(REAL t, const REAL *y, REAL *dy) {
  (void) t;
  const REAL T_4 = y[0], T_P = y[1], T_E = y[2], T_M = y[3], T_r = y[4], C = y[5], M = y[6];
  const REAL K_1 = 0.05L, K_2 = 0.04L, K_3 = 0.001L;
  REAL I_2 = (REAL) 0.46e-4L * T_4 / (REAL) 7.7L;
  REAL T_beta = (REAL) 0.11e-4L * C / 5;
  REAL brake = 1e4 / (1e4 + T_r);
  REAL I_gamma = ((REAL) 0.74e-9L * T_E + (REAL) 0.58e-9L * T_4) * (brake + (REAL) 1e-3L / ((REAL) 1e-3L + T_beta)) / (REAL) 4.16L;
  REAL I_6 = (REAL) 0.52e-5L * M / 4;
  REAL under_2 = I_2 / ((REAL) 0.1L + I_2);
  REAL under_gamma = I_gamma / ((REAL) 1e-2L + I_gamma);
  REAL signals = I_6 / ((REAL) 2.5e-3L + I_6) + under_gamma;
  REAL x = free_tumour(C, T_E, T_M, T_4);
  REAL u2 = K_2 * x, bound = u2 / (1 + u2);
  REAL contact = 1 + K_1 * T_E / (1 + K_1 * x) + K_2 * T_M / (1 + u2) + K_3 * T_4 / (1 + K_3 * x) + K_1 * C;
  REAL killing = ((REAL) 3.57L * K_1 * T_E + (REAL) 0.08L * K_3 * T_4) / contact * brake;
  REAL K_T_M = (REAL) 0.2L + 20 * bound;
  REAL matured = (REAL) 0.2L * signals * T_P, reactivated = (REAL) 1e-6L * bound * T_M, remembered = (REAL) 0.26e-4L * T_E;
  dy[0] = ((REAL) 0.25L * under_2 - (REAL) 0.20L) * T_4;
  dy[1] = ((REAL) 1.5L * under_2 * brake - (REAL) 0.07L) * T_P - matured;
  dy[2] = matured + reactivated - remembered - (REAL) 0.18L * T_E;
  dy[3] = remembered - reactivated + ((REAL) 0.02L * K_T_M / (K_T_M + T_M) - (REAL) 0.0065L) * T_M;
  dy[4] = ((REAL) 0.038L * under_2 - (REAL) 0.06L) * T_r;
  dy[5] = ((REAL) 3.3L * 5e7 / (5e7 + C) - (REAL) 0.075L - killing) * C;
  dy[6] = (REAL) 0.25L * under_gamma * 1e3 - (REAL) 0.03L * M;
}

/* The entry point of deSolve. */
void li2025_derivatives(int *n, double *t, double *y, double *dy, double *out, int *ip);
#ifndef EXACT
void li2025_derivatives(int *n, double *t, double *y, double *dy, double *out, int *ip) {
  (void) n, (void) out, (void) ip;
  li_rhs(*t, y, dy);
}
#endif

static void nothing(void) {}

/* ---- Robertson ---- */

static void rober_initial(REAL *y) { y[0] = 1, y[1] = 0, y[2] = 0; }

static void rober_rhs(REAL t, const REAL *y, REAL *dy) {
  (void) t;
  REAL a = (REAL) 0.04L * y[0], b = 1e4 * y[1] * y[2], c = 3e7 * y[1] * y[1];
  dy[0] = b - a, dy[1] = a - b - c, dy[2] = c;
}

typedef void (*putter)(void *, int, int, REAL);

static void rober_entries(const REAL *y, putter put, void *to) {
  put(to, 0, 0, (REAL) -0.04L), put(to, 1, 0, (REAL) 0.04L);
  put(to, 0, 1, 1e4 * y[2]), put(to, 1, 1, -1e4 * y[2] - 6e7 * y[1]), put(to, 2, 1, 6e7 * y[1]);
  put(to, 0, 2, 1e4 * y[1]), put(to, 1, 2, -1e4 * y[1]);
}

/* ---- HIRES ---- */

static void hires_initial(REAL *y) {
  memset(y, 0, 8 * sizeof *y);
  y[0] = 1, y[7] = (REAL) 0.0057L;
}

static void hires_rhs(REAL t, const REAL *y, REAL *dy) {
  (void) t;
  REAL join = 280 * y[5] * y[7];
  dy[0] = -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007;
  dy[1] = 1.71 * y[0] - 8.75 * y[1];
  dy[2] = -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4];
  dy[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
  dy[4] = -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6];
  dy[5] = -join + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6];
  dy[6] = join - 1.81 * y[6];
  dy[7] = -dy[6];
}

static void hires_entries(const REAL *y, putter put, void *to) {
  put(to, 0, 0, -1.71), put(to, 1, 0, 1.71);
  put(to, 0, 1, 0.43), put(to, 1, 1, -8.75), put(to, 3, 1, 8.32);
  put(to, 0, 2, 8.32), put(to, 2, 2, -10.03), put(to, 3, 2, 1.71);
  put(to, 2, 3, 0.43), put(to, 3, 3, -1.12), put(to, 5, 3, 0.69);
  put(to, 2, 4, 0.035), put(to, 4, 4, -1.745), put(to, 5, 4, 1.71);
  put(to, 4, 5, 0.43), put(to, 5, 5, -280 * y[7] - 0.43), put(to, 6, 5, 280 * y[7]), put(to, 7, 5, -280 * y[7]);
  put(to, 4, 6, 0.43), put(to, 5, 6, 0.69), put(to, 6, 6, -1.81), put(to, 7, 6, 1.81);
  put(to, 5, 7, -280 * y[5]), put(to, 6, 7, 280 * y[5]), put(to, 7, 7, -280 * y[5]);
}

/* ---- chains: -> x1 <-> x2 <-> ... <-> xn ->, every second step saturates; rate constants spread over three decades ---- */

static int chain_size;
static REAL forward[1000];

static void chain_initial(REAL *y) {
  for (int i = 0; i < chain_size; i++) {
    y[i] = 0.5;
    forward[i] = pow(10, 0.3 * (7 * (i + 1) % 11));
  }
}

static void chain_rhs(REAL t, const REAL *y, REAL *dy) {
  (void) t;
  REAL in = 1;
  for (int i = 0; i < chain_size; i++) {
    REAL gone = i % 2 == 0 ? 2 * forward[i] * y[i] / (1 + y[i]) : forward[i] * y[i];
    if (i + 1 < chain_size) gone -= (REAL) 0.1L * forward[i] * y[i + 1];
    dy[i] = in - gone;
    in = gone;
  }
}

static void chain_entries(const REAL *y, putter put, void *to) {
  for (int i = 0; i < chain_size; i++) {
    REAL saturation = 1 + y[i];
    REAL gone = i % 2 == 0 ? 2 * forward[i] / (saturation * saturation) : forward[i];
    REAL back = i > 0 ? (REAL) 0.1L * forward[i - 1] : 0;
    if (i > 0) put(to, i - 1, i, back);
    put(to, i, i, -gone - back);
    if (i + 1 < chain_size) put(to, i + 1, i, gone);
  }
}

static const problem all[] = {
  {"li2025", 7, 200, 200, li_initial, li_start, li_rhs, NULL, 0},
  {"robertson", 3, 1e11, 1, rober_initial, nothing, rober_rhs, rober_entries, 0},
  {"hires", 8, 321.8122, 1, hires_initial, nothing, hires_rhs, hires_entries, 0},
  {"chain100", 100, 10, 10, chain_initial, nothing, chain_rhs, chain_entries, 1},
  {"chain1000", 1000, 10, 10, chain_initial, nothing, chain_rhs, chain_entries, 1},
};

const problem *find_problem(const char *name) {
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
    if (strcmp(all[i].name, name) == 0) {
      chain_size = all[i].n;
      return &all[i];
    }
  }
  fprintf(stderr, "no problem %s\n", name);
  exit(2);
}
