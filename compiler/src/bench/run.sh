#!/usr/bin/env bash
# Measures cartc beside CVODE, a hand-written Dormand-Prince 5(4) and deSolve: all in turn in one run, on one core, the same problems,
# one definition of the error. Prints the work-precision tables.
#
#   compiler/src/bench/run.sh [--rounds N] [--repeats N] [PROBLEM ...]      problems: li2025 robertson hires chain100 chain1000
#
#   BENCH_FOLDER      where programs are built (default: compiler/target/bench)
#   SUNDIALS_SOURCE   an unpacked source of SUNDIALS 6.4: CVODE is then also built with -O3 -march=native (Debian's library is not optimised)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
top=$(cd "$here/../../.." && pwd -P)
build=${BENCH_FOLDER:-$top/compiler/target/bench}
mkdir -p "$build"

missing=()
command -v gcc > /dev/null || missing+=("gcc: apt install gcc")
command -v python3 > /dev/null && python3 -c 'import numpy' 2> /dev/null || missing+=("python3 with numpy: apt install python3-numpy")
[ -e /usr/include/cvode/cvode.h ] || missing+=("CVODE: apt install libsundials-dev")
[ -e /usr/include/suitesparse/klu.h ] || missing+=("KLU: apt install libsuitesparse-dev")
if [ ${#missing[@]} -gt 0 ]; then
  printf 'needed, and not installed: %s\n' "${missing[@]}" >&2
  exit 2
fi
if ! Rscript -e 'library(deSolve)' > /dev/null 2>&1; then
  echo "without deSolve, which is not installed: apt install r-base-core r-cran-desolve" >&2
fi

c=(gcc -O3 -march=native -std=gnu11 -Wall -Wextra)
"${c[@]}" -o "$build/dopri5" "$here/dopri5.c" "$here/problems.c" -lm
"${c[@]}" -DWARM -DDENSE -o "$build/dopri5-tuned" "$here/dopri5.c" "$here/problems.c" -lm
"${c[@]}" -DEXACT -DREAL='long double' -o "$build/reference" "$here/dopri5.c" "$here/problems.c" -lm
"${c[@]}" -shared -fPIC -o "$build/li2025.so" "$here/problems.c" -lm
"${c[@]}" -I/usr/include/suitesparse -o "$build/cvode" "$here/cvode.c" "$here/problems.c" \
  -lsundials_cvode -lsundials_nvecserial -lsundials_sunlinsolklu -lsundials_sunmatrixsparse -lm
rm -f "$build/cvode-O3"
if [ -n "${SUNDIALS_SOURCE:-}" ]; then
  s=$SUNDIALS_SOURCE/src
  mapfile -t sources < <(find "$s/cvode" "$s/sundials" "$s/nvector/serial" "$s/sunlinsol/dense" "$s/sunlinsol/band" "$s/sunlinsol/klu" \
    "$s/sunmatrix/dense" "$s/sunmatrix/band" "$s/sunmatrix/sparse" "$s/sunnonlinsol/newton" "$s/sunnonlinsol/fixedpoint" \
    -maxdepth 1 -name '*.c' | grep -v -E '/fsun|/fn|/fcv|hypamg|xbraid|profiler|futils|mpi')
  "${c[@]}" -w -I"$SUNDIALS_SOURCE/include" -I/usr/include/suitesparse -I"$s/sundials" -I"$s" -o "$build/cvode-O3" \
    "$here/cvode.c" "$here/problems.c" "${sources[@]}" -lklu -lm
fi
for n in 100 1000; do python3 "$here/chain.py" "$n" > "$build/chain$n.cart"; done

exec python3 "$here/compare.py" --cartc "$top/cartc" --sources "$here" --build "$build" "$@"
