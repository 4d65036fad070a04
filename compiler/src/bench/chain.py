#!/usr/bin/env python3
"""Writes the chain of reactions of problems.c with N states as a .cart file.   chain.py N"""
import sys

n = int(sys.argv[1])
forward = [repr(10 ** (0.3 * (7 * i % 11))) + " [1/s]" for i in range(1, n + 1)]
print(f'model chain{n} "chain of reactions, every second one saturates" {{')
print("  time [s]")
for i in range(1, n + 1):
    print(f"  compartment x{i} [1] = 0.5")
print("  rate v0: -> x1 = 1 [1/s]")
for i in range(1, n + 1):
    k = forward[i - 1]
    gone = f"2 * {k} * x{i} / (1 + x{i})" if i % 2 == 1 else f"{k} * x{i}"
    if i < n:
        print(f"  rate v{i}: x{i} -> x{i + 1} = {gone} - 0.1 * {k} * x{i + 1}")
    else:
        print(f"  rate v{i}: x{i} -> = {gone}")
print("}")
print(f"\nstudy chain{n} {{ simulate chain{n} until 10 [s] every 1 [s] }}")
