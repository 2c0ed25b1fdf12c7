#!/usr/bin/env bash
# Packs the project and installs the tarball in an empty project, as a user gets it: install.sh FOLDER
# Also checks the types that a user's strict TypeScript sees.
set -euo pipefail
project=$(cd "$(dirname "$0")/../../.." && pwd)
consumer=$1

mkdir -p "$consumer"
tarball=$(cd "$project" && npm pack --ignore-scripts --silent --pack-destination "$consumer")
cd "$consumer"
echo '{ "name": "consumer", "private": true, "type": "module" }' > package.json
npm install --no-audit --no-fund --silent "./$tarball" "@types/node@20"
cp "$project/test/package/smoke/use.mjs" .
node "$project/node_modules/typescript/lib/tsc.js" --noEmit --allowJs --checkJs --strict --exactOptionalPropertyTypes \
  --target es2023 --lib es2023,dom,dom.iterable --module nodenext --types node use.mjs
echo "installed: $(find node_modules/stackgraph -type f | wc -l) files, $(du -sk node_modules | cut -f 1) kB with dependencies"
