#!/usr/bin/env bash
# Builds beds/web/static from the sources here: bash tools/frontend/build.sh (needs node and npm).
# What is built is committed, so that nobody needs node to run or install beds. No lock file is kept: it would record
# download addresses; package.json pins exact versions.
set -euo pipefail
cd "$(dirname "$0")"
static=../../beds/web/static

npm install --no-package-lock --no-audit --no-fund --loglevel=error
sass=(npx sass --style=compressed --no-source-map --quiet-deps --load-path=node_modules/govuk-frontend/dist)
"${sass[@]}" beds.scss "$static/beds.css"
npx rtlcss --silent "$static/beds.css" "$static/beds-rtl.css"
for script in beds charts; do
  npx esbuild "$script.js" --bundle --minify --legal-comments=none --target=es2020 --format=iife --outfile="$static/$script.js" --log-level=warning
done
cp node_modules/htmx.org/dist/htmx.min.js "$static/htmx.js"
