#!/usr/bin/env python3
"""Make the sample's index that ships in the package: run it after a change of data/faq.json or of the engine.

python3 tools/make_sample_index.py
"""

import tempfile
from pathlib import Path

from askfaq import paths, store
from askfaq.matching import prepared
from askfaq.matching.engine import Engine


def main() -> None:
    """Make the index in an empty folder and put it into the source tree."""
    target = Path(__file__).resolve().parent.parent / "src/askfaq/matching/data" / Path(prepared.SHIPPED).name
    target.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(store.load(paths.sample_faq()), cache_dir=folder)
        engine.prepare()
        (made,) = engine.index_files()
        target.write_bytes(Path(made).read_bytes())
    print(f"{target}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
