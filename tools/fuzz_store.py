"""Fuzz the FAQ loader: any bytes are a FaqFile or one FileError, quickly. Needs atheris (pip install atheris).

    python tools/fuzz_store.py CORPUS_FOLDER tests/corpus -max_total_time=1800 -max_len=4096

Inputs that once broke the loader are kept in tests/corpus, which the tests replay without atheris.
"""

import contextlib
import sys
import tempfile

import atheris

with atheris.instrument_imports(include=["askfaq", "json"]):
    from askfaq import store
    from askfaq.errors import FileError

# pure Python, so that the fuzzer sees the scanner's branches; the C scanner must agree (tests/test_hostile_files.py)
_folder = tempfile.mkdtemp(prefix="fuzz-store-")
_path = f"{_folder}/faq.json"


def load(raw: bytes) -> None:
    """What must not raise anything but a FileError of one line."""
    with open(_path, "wb") as file:
        file.write(raw)
    with contextlib.suppress(FileError):
        try:
            store.load(_path)
        except FileError as error:
            assert error.message, raw
            assert error.line is None or error.line > 0, raw
            raise


if __name__ == "__main__":
    atheris.Setup(sys.argv, load)
    atheris.Fuzz()
