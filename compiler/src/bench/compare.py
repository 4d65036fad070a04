#!/usr/bin/env python3
"""Runs every code on every problem in turn and prints work-precision tables. Started by run.sh; needs python3 with numpy.

The error of a solution is the largest |y - reference| / (|reference| + floor) over the states and the times wanted. References: for
Robertson and HIRES the published digits of the Test Set for IVP Solvers, for the others Dormand-Prince in 80-bit arithmetic that steps
onto the times. A code's time at a given error is interpolated between its tolerances, linearly in the logarithms.
"""
import argparse
import json
import math
import os
import subprocess
import sys

import numpy

PUBLISHED = {
    "robertson": [2.083340149701255e-8, 8.333360770334713e-14, 0.9999999791665050],
    "hires": [7.371312573325668e-4, 1.442485726316185e-4, 5.888729740967575e-5, 1.175651343283149e-3, 2.386356198831330e-3,
              6.238968252742796e-3, 2.849998395185769e-3, 2.850001604814231e-3],
}
STATES = {"li2025": ["T_4", "T_P", "T_E", "T_M", "T_r", "C", "M"]}
FLOOR = {"li2025": 1.0}                                                     # one cell; elsewhere 0
ABSOLUTE = {"li2025": 1, "robertson": 1e-8, "hires": 1e-4}                  # absolute over relative tolerance; elsewhere 1e-3
NONSTIFF = [f"1e-{i}" for i in range(3, 12)]
STIFF = [f"1e-{i}" for i in range(2, 10)]
OURS = {"li2025": {"cartc": []}}                                            # elsewhere STIFF_OURS; the first is compared with the rest
STIFF_OURS = {"cartc rodas5p": ["--numerics", "rodas5p"], "cartc auto": ["--numerics", "auto"]}


def codes(problem, build):
    cvodes = [("CVODE %s", "cvode")] + ([("CVODE %s -O3", "cvode-O3")] if os.path.exists(f"{build}/cvode-O3") else [])
    kinds = {"li2025": ["adams", "bdf"], "robertson": ["bdf"], "hires": ["bdf"]}.get(problem, ["band", "klu"])
    found = {name % kind: [f"{build}/{program}", problem, "RTOL", "ATOL", "REPEATS", kind] for name, program in cvodes for kind in kinds}
    if problem == "li2025":
        found["C DP5"] = [f"{build}/dopri5", problem, "RTOL", "ATOL", "REPEATS"]
        found["C DP5 tuned"] = [f"{build}/dopri5-tuned", problem, "RTOL", "ATOL", "REPEATS"]
        if subprocess.run(["Rscript", "-e", "library(deSolve)"], capture_output=True).returncode == 0:
            script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "desolve.R")
            for method in ("ode45", "lsoda"):
                found["deSolve " + method] = ["Rscript", script, f"{build}/li2025.so", method, "RTOL", "ATOL", "3"]
    return found


def run(command, rtol, atol, repeats):
    filled = [{"RTOL": rtol, "ATOL": atol, "REPEATS": str(repeats)}.get(word, word) for word in command]
    done = subprocess.run(filled, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        return None
    lines = done.stdout.splitlines()
    least, median = map(float, lines[0].split()[1:])
    steps, _, evaluations = (int(float(word)) for word in lines[1].split()[1:])
    return least, median, steps, evaluations, numpy.array([[float(word) for word in line.split()] for line in lines[2:]])


def ours(arguments, problem, tolerances, options):
    file = f"{arguments.sources}/{problem}.cart"
    file = file if os.path.exists(file) else f"{arguments.build}/{problem}.cart"
    command = [arguments.cartc, "bench", file, "--tolerances", ",".join(tolerances), "--absolute", str(ABSOLUTE.get(problem, 1e-3)),
               "--json", "--values", "--repeats", str(arguments.repeats), "--threads", "1", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800)
    if not done.stdout.strip().startswith("{"):
        print(done.stderr, file=sys.stderr)
        return {}
    study = json.loads(done.stdout)["studies"][0]
    wanted = [study["states"].index(name) for name in STATES.get(problem, study["states"])]
    return {tolerance: (row["solve"]["microseconds"], row["solve"]["medianMicroseconds"], row["accepted"], row["rightHandSides"],
                        numpy.array(row["values"])[:, wanted])
            for tolerance, row in zip(tolerances, study["rows"]) if "failed" not in row}


def reference(problem, build):
    if problem in PUBLISHED:
        return numpy.array([PUBLISHED[problem]])
    tolerance = "1e-14" if problem == "li2025" else "1e-12"
    done = subprocess.run([f"{build}/reference", problem, tolerance, tolerance, "0"], capture_output=True, text=True, check=True)
    return numpy.array([[float(word) for word in line.split()] for line in done.stdout.splitlines()[1:]])


def error(problem, values, exact):
    compared = values[-len(exact):]
    return float(numpy.max(numpy.abs(compared - exact) / (numpy.abs(exact) + FLOOR.get(problem, 0))))


def front(points):
    """The points (error, time) that no other beats in both, by rising error."""
    best, kept = math.inf, []
    for e, t in sorted(points):
        if t < best:
            best = t
            kept.append((e, t))
    return kept


def time_at(points, wanted):
    """The time at an error; beyond the loosest tolerance that of the loosest; None beyond the tightest."""
    kept = front(points)
    if not kept or wanted < kept[0][0]:
        return None
    for (e0, t0), (e1, t1) in zip(kept, kept[1:]):
        if e0 <= wanted <= e1:
            x = math.log(wanted / e0) / math.log(e1 / e0)
            return math.exp(math.log(t0) + x * math.log(t1 / t0))
    return kept[-1][1]


def ratio(own, other):
    return f"{own / other:.2f}" if own and other else "-"


def microseconds(t):
    return "-" if t is None else f"{t:.1f}" if t < 1000 else f"{t:.0f}"


def table(problem, results, exact):
    own_codes = OURS.get(problem, STIFF_OURS)
    first = next(iter(own_codes))
    points = {code: [(max(error(problem, r[4], exact), 1e-16), r[0]) for r in rows.values()] for code, rows in results.items()}
    print(f"\n### {problem}\n")
    print("| code | rtol | error | us, least | us, median | steps | right-hand sides | ours at this error / this |")
    print("|---|---|---|---|---|---|---|---|")
    for code, rows in results.items():
        for tolerance, r in rows.items():
            e = max(error(problem, r[4], exact), 1e-16)
            own = time_at(points.get(first, []), e)
            print(f"| {code} | {tolerance} | {e:.1e} | {microseconds(r[0])} | {microseconds(r[1])} | {r[2]} | {r[3]} | "
                  f"{'' if code in own_codes else ratio(own, r[0])} |")
    print("\n| at error | " + " | ".join(results) + " |\n|---|" + "---|" * len(results))
    for wanted in (1e-3, 1e-4, 1e-6, 1e-8):
        own = time_at(points.get(first, []), wanted)
        cells = []
        for code in results:
            t = time_at(points[code], wanted)
            cells.append(microseconds(t) + ("" if code in own_codes or t is None else f" ({ratio(own, t)})"))
        print(f"| {wanted:.0e} | " + " | ".join(cells) + " |")
    print(f"\nIn brackets: the time of {first} over that of the code. Microseconds of processor time per solve, one core.")


def main():
    parser = argparse.ArgumentParser(description="work-precision tables")
    parser.add_argument("--cartc", required=True)
    parser.add_argument("--sources", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("--rounds", type=int, default=3, help="how often all codes are run in turn")
    parser.add_argument("--repeats", type=int, default=21, help="measurements of one code in one round")
    parser.add_argument("problems", nargs="*")
    arguments = parser.parse_args()
    for problem in arguments.problems or ["li2025", "robertson", "hires", "chain100", "chain1000"]:
        exact = reference(problem, arguments.build)
        tolerances = NONSTIFF if problem == "li2025" else STIFF
        every = codes(problem, arguments.build)
        collected = {}
        failing = set()
        for _ in range(arguments.rounds):
            for name, options in OURS.get(problem, STIFF_OURS).items():
                found = {} if name in failing else ours(arguments, problem, tolerances, options)
                if not found:
                    failing.add(name)
                for tolerance, result in found.items():
                    collected.setdefault(name, {}).setdefault(tolerance, []).append(result)
            for tolerance in tolerances:
                for code, command in every.items():
                    result = run(command, tolerance, repr(float(tolerance) * ABSOLUTE.get(problem, 1e-3)), arguments.repeats)
                    if result:
                        collected.setdefault(code, {}).setdefault(tolerance, []).append(result)
        merged = {code: {tolerance: (min(r[0] for r in rs), float(numpy.median([r[1] for r in rs])), *rs[0][2:])
                         for tolerance, rs in rows.items()} for code, rows in collected.items()}
        table(problem, merged, exact)
        for name in sorted(failing):
            print(f"\n{name} did not solve this problem.")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
