#!/usr/bin/env bash
# Executes every notebook of samples/ with Deno's Jupyter kernel, type-checks its cells, and compares what it shows with what is stored in it.
# run.sh --update stores it instead. Needs a build. Exits 75 when a tool is missing, 1 when CI=true.
set -euo pipefail
cd "$(dirname "$0")/../.."
export NO_COLOR=1
unset FORCE_COLOR

for tool in deno jupyter-nbconvert; do
  if ! command -v "$tool" > /dev/null; then
    echo "skipped: notebooks need $tool"
    if [ "${CI:-}" = true ]; then exit 1; fi
    exit 75
  fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The kernel is made known to this run only.
mkdir -p "$work/kernels/deno"
cat > "$work/kernels/deno/kernel.json" << 'JSON'
{ "argv": ["deno", "jupyter", "--kernel", "--conn", "{connection_file}"], "display_name": "Deno", "language": "typescript" }
JSON
export JUPYTER_PATH="$work"

# execute NOTEBOOK [--update]: as often as it takes until each cell has shown something; see outputs.mjs.
execute() {
  local attempt status executed=()
  for attempt in 1 2 3 4 5 6 7 8; do
    jupyter-nbconvert --log-level WARN --to notebook --execute --output "$work/$attempt.ipynb" "$1"
    executed+=("$work/$attempt.ipynb")
    status=0
    node test/notebooks/outputs.mjs ${2:+"$2"} "$1" "${executed[@]}" || status=$?
    if [ "$status" -ne 75 ]; then return "$status"; fi
  done
  echo "$1: a cell shows nothing, in $attempt executions"
  return 1
}

for notebook in samples/*.ipynb; do
  echo "$notebook"
  node test/notebooks/cells.mjs "$notebook" "$work"
  execute "$notebook" ${1:+"$1"}
done
npx tsc -p "$work"
