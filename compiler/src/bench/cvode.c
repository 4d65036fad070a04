/* CVODE with an analytic Jacobian where the problem has one.   cvode PROBLEM RTOL ATOL REPEATS adams|bdf|band|klu */
#include "problem.h"
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sunlinsol/sunlinsol_band.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_band.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <sunmatrix/sunmatrix_sparse.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>
#ifndef SUN_COMM_NULL
#define SUN_COMM_NULL NULL
#endif

static const problem *p;
static void *memory;
static N_Vector y;
static double *values;

static int rhs(sunrealtype t, N_Vector state, N_Vector slope, void *data) {
  (void) data;
  p->rhs(t, N_VGetArrayPointer(state), N_VGetArrayPointer(slope));
  return 0;
}

static void put_dense(void *matrix, int row, int column, double value) {
  SUNMatrix m = matrix;
  SM_ELEMENT_D(m, row, column) = value;
}

static void put_band(void *matrix, int row, int column, double value) {
  SUNMatrix m = matrix;
  SM_ELEMENT_B(m, row, column) = value;
}

static long filled;

static void put_sparse(void *matrix, int row, int column, double value) {
  SUNMatrix m = matrix;
  SM_DATA_S(m)[filled] = value;
  SM_INDEXVALS_S(m)[filled++] = row;
  SM_INDEXPTRS_S(m)[column + 1] = filled;
}

static int jacobian(sunrealtype t, N_Vector state, N_Vector slope, SUNMatrix m, void *data, N_Vector u, N_Vector v, N_Vector w) {
  (void) t, (void) slope, (void) data, (void) u, (void) v, (void) w;
  SUNMatrix_ID kind = SUNMatGetID(m);
  filled = 0;
  SUNMatZero(m);
  p->entries(N_VGetArrayPointer(state), kind == SUNMATRIX_DENSE ? put_dense : kind == SUNMATRIX_BAND ? put_band : put_sparse, m);
  return 0;
}

static void check(int fine, const char *what) {
  if (!fine) {
    fprintf(stderr, "cvode: %s failed\n", what);
    exit(1);
  }
}

static void solve(void) {
  double *state = N_VGetArrayPointer(y);
  size_t row = sizeof(double) * (size_t) p->n;
  p->initial(state);
  p->start();
  memcpy(values, state, row);
  check(CVodeReInit(memory, 0, y) == 0, "reinit");
  CVodeSetStopTime(memory, p->end);
  for (int i = 1; i <= p->intervals; i++) {
    sunrealtype t;
    check(CVode(memory, i == p->intervals ? p->end : i * (p->end / p->intervals), y, &t, CV_NORMAL) >= 0, "integration");
    memcpy(values + (size_t) i * (size_t) p->n, state, row);
  }
}

int main(int count, char **arguments) {
  if (count != 6) return 2;
  p = find_problem(arguments[1]);
  const char *kind = arguments[5];
  int adams = strcmp(kind, "adams") == 0;
  SUNContext context;
  check(SUNContext_Create(SUN_COMM_NULL, &context) == 0, "context");
  y = N_VNew_Serial(p->n, context);
  p->initial(N_VGetArrayPointer(y));
  values = malloc(sizeof *values * (size_t) p->n * (size_t) (p->intervals + 1));
  memory = CVodeCreate(adams ? CV_ADAMS : CV_BDF, context);
  check(CVodeInit(memory, rhs, 0, y) == 0, "init");
  CVodeSStolerances(memory, atof(arguments[2]), atof(arguments[3]));
  CVodeSetMaxNumSteps(memory, 100000000);
  if (adams) {
    check(CVodeSetNonlinearSolver(memory, SUNNonlinSol_FixedPoint(y, 0, context)) == 0, "solver");
  } else {
    SUNMatrix m;
    SUNLinearSolver linear;
    if (strcmp(kind, "band") == 0) {
      m = SUNBandMatrix(p->n, p->bandwidth, p->bandwidth, context);
      linear = SUNLinSol_Band(y, m, context);
    } else if (strcmp(kind, "klu") == 0) {
      m = SUNSparseMatrix(p->n, p->n, p->n * (2 * p->bandwidth + 1), CSC_MAT, context);
      linear = SUNLinSol_KLU(y, m, context);
    } else {
      m = SUNDenseMatrix(p->n, p->n, context);
      linear = SUNLinSol_Dense(y, m, context);
    }
    check(CVodeSetLinearSolver(memory, linear, m) == 0, "linear solver");
    if (p->entries) CVodeSetJacFn(memory, jacobian);
  }
  measure(solve, atoi(arguments[4]));
  long steps, rejected, evaluations;
  CVodeGetNumSteps(memory, &steps);
  CVodeGetNumErrTestFails(memory, &rejected);
  CVodeGetNumRhsEvals(memory, &evaluations);
  printf("work %ld %ld %ld\n", steps, rejected, evaluations);
  for (int row = 0; row <= p->intervals; row++) {
    for (int i = 0; i < p->n; i++) printf("%.17g ", values[row * p->n + i]);
    printf("\n");
  }
  return 0;
}
