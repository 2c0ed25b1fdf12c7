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

# execute NOTEBOOK NUMBER
execute() { jupyter-nbconvert --log-level WARN --to notebook --execute --output "$work/$2.ipynb" "$1"; }

# A difference counts when several executions have it; see outputs.mjs.
check() {
  local attempt executed=()
  for attempt in 1 2 3 4 5 6; do
    execute "$1" "$attempt"
    executed+=("$work/$attempt.ipynb")
    if node test/notebooks/outputs.mjs check "$1" "${executed[@]}" 2> "$work/differences.txt"; then return 0; fi
  done
  cat "$work/differences.txt"
  echo "After a look at the difference, test/notebooks/run.sh --update stores it."
  return 1
}

update() {
  for attempt in 1 2 3 4; do execute "$1" "$attempt"; done
  node test/notebooks/outputs.mjs update "$1" "$work"/[1-4].ipynb
}

for notebook in samples/*.ipynb; do
  echo "$notebook"
  node test/notebooks/cells.mjs "$notebook" "$work"
  if [ "${1:-}" = --update ]; then update "$notebook"; else check "$notebook"; fi
done
npx tsc -p "$work"
