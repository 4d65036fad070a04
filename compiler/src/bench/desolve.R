# deSolve with the compiled right-hand side of li2025.   Rscript desolve.R LIBRARY METHOD RTOL ATOL REPEATS
suppressMessages(library(deSolve))
given <- commandArgs(trailingOnly = TRUE)
dyn.load(given[1])
name <- sub("[.]so$", "", basename(given[1]))
y <- c(1e4, 1e7, 1e7, 1e3, 1e3, 1e6, 1e2)
times <- 0:200
solve_once <- function() {
  ode(y, times, func = "li2025_derivatives", parms = NULL, dllname = name, initfunc = NULL, method = given[2],
      rtol = as.numeric(given[3]), atol = as.numeric(given[4]), maxsteps = 1e6)
}
found <- solve_once()
# Processor time; its clock ticks in milliseconds, so that a batch takes about a tenth of a second.
spent <- function() sum(proc.time()[1:2])
started <- spent()
calls <- 0
while (spent() - started < 0.1) { solve_once(); calls <- calls + 1 }
taken <- sapply(seq_len(as.integer(given[5])), function(i) {
  from <- spent()
  for (k in seq_len(calls)) solve_once()
  (spent() - from) * 1e6 / calls
})
cat("time", min(taken), median(taken), "\n")
counts <- attributes(found)$istate
cat("work", counts[2], if (length(counts) > 13 && !is.na(counts[14])) counts[14] else 0, counts[3], "\n")
for (i in seq_len(nrow(found))) cat(formatC(found[i, -1], digits = 17, format = "g"), "\n")
