#!/usr/bin/env python3
"""Make the sample's index and the states of its entries, which ship in the package: run it after a change of
data/faq.json or of the engine.

python3 tools/make_sample_index.py

Its vectors are written in 16 bits, half of what a FAQ's own index takes: the log of vectors holds no more than that.
"""

import tempfile
from pathlib import Path

from askfaq import paths
from askfaq.engine.engine import Engine
from askfaq.engine.index import entry_states
from askfaq.engine.index import file as index_file
from askfaq.engine.index.source import key_of, source_of
from askfaq.faq.load import load_faq


def main() -> None:
    """Make the index in an empty folder and put it into the source tree."""
    folder_of_data = Path(__file__).resolve().parent.parent / "src/askfaq/engine/data"
    target, states_target = (folder_of_data / Path(one.SHIPPED).name for one in (index_file, entry_states))
    target.unlink(missing_ok=True)
    states_target.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        faq = load_faq(paths.sample_faq())
        engine = Engine(faq, cache_dir=folder)
        engine.prepare()
        made, made_states = engine.index_files()
        key = key_of(source_of(faq.entries))
        ready, states = index_file.read(made, key), entry_states.read(made_states, key)
        assert ready is not None
        assert states is not None
        index_file.write(str(target), key, in_16_bits(ready))
        entry_states.write(str(states_target), key, states)
    for one in (target, states_target):
        print(f"{one}: {one.stat().st_size:,} bytes")


def in_16_bits(ready: index_file.IndexFile) -> index_file.IndexFile:
    """The same with its largest arrays, those of the phrasings' meaning, in half the room."""
    semantic = ready.content.semantic
    half = semantic._replace(
        first=semantic.first._replace(values=semantic.first.values.astype("<f2")),
        rest=semantic.rest._replace(values=semantic.rest.values.astype("<f2")),
        scatter=semantic.scatter.astype("<f2"),
    )
    return ready._replace(content=ready.content._replace(semantic=half))


if __name__ == "__main__":
    main()
