# One timed forest of ranger in a process of its own, started by benchmarks/training.ts; prints one JSON object.
# Timed: growing from a data frame in memory; then scoring the test rows.
suppressMessages(library(ranger))

arguments <- list()
for (argument in commandArgs(trailingOnly = TRUE)) {
  pair <- strsplit(sub("^--", "", argument), "=")[[1]]
  arguments[[pair[1]]] <- pair[2]
}
columns <- as.integer(arguments$columns)
trees <- as.integer(arguments$trees)
threads <- as.integer(arguments$threads)

read <- function(path, rows) {
  file <- file(path, "rb")
  on.exit(close(file))
  values <- readBin(file, "numeric", n = rows * columns, size = 4)
  table <- as.data.frame(matrix(values, nrow = rows))
  table$bad <- factor(readBin(file, "integer", n = rows, size = 1))
  table
}

auc <- function(scores, bad) {
  ranks <- rank(scores)
  bads <- sum(bad)
  (sum(ranks[bad]) - bads * (bads + 1) / 2) / bads / (length(bad) - bads)
}

train <- read(arguments$train, as.integer(arguments$rows))
test <- read(arguments$test, as.integer(arguments[["test-rows"]]))

before <- proc.time()
model <- ranger(
  dependent.variable.name = "bad", data = train, num.trees = trees, min.node.size = 5,
  probability = TRUE, num.threads = threads, seed = 1, oob.error = FALSE, verbose = FALSE
)
used <- proc.time() - before
started <- proc.time()
scores <- predict(model, test, num.threads = threads, verbose = FALSE)$predictions[, "1"]
scored <- proc.time() - started
cat(sprintf(
  '{"version":"%s","seconds":%f,"cpuSeconds":%f,"scoreSeconds":%f,"auc":%f}',
  packageVersion("ranger"), used[["elapsed"]], used[["user.self"]] + used[["sys.self"]], scored[["elapsed"]],
  auc(scores, test$bad == "1")
))
