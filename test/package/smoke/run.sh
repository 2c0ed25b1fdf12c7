#!/usr/bin/env bash
# Runs the installed package under one runtime: run.sh FOLDER SAMPLE RUNTIME [ARGUMENT…]
# FOLDER is what install.sh has made; RUNTIME and its arguments run a script: "node", "deno run --allow-read".
set -euo pipefail
consumer=$1 sample=$(cd "$2" && pwd)
shift 2
cd "$consumer"

"$@" --version 2>/dev/null | head -n 1 || true
"$@" use.mjs "$sample"

# The command exits 1 because the sample holds a hang, and prints nothing but the answer.
status=0
"$@" node_modules/stackgraph/dist/cli/bin.js "$sample" > answer.txt 2> messages.txt || status=$?
if [ "$status" -ne 1 ] || [ ! -s answer.txt ]; then
  echo "stackgraph exited $status; it printed:"
  cat answer.txt messages.txt
  exit 1
fi
head -n 1 answer.txt
