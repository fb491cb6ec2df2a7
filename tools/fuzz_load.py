"""Fuzz the FAQ loader: any bytes are a FaqFile or one FileError. Needs atheris (pip install atheris).

    python tools/fuzz_load.py CORPUS_FOLDER tests/faq/corpus -max_total_time=1800 -max_len=4096 -timeout=10

Inputs that once broke the loader are kept in tests/faq/corpus; the tests replay them without atheris.
"""

import sys
import tempfile

import atheris

with atheris.instrument_imports(include=["askfaq", "json"]):
    import json.decoder
    import json.scanner

    from askfaq.errors import FileError
    from askfaq.faq.load import load_faq

PATH = f"{tempfile.mkdtemp(prefix='fuzz-store-')}/faq.json"
C_SCANNER = json.scanner.make_scanner


def outcome() -> str:
    """What becomes of the file, in a word. Anything but a FileError is a find."""
    try:
        load_faq(PATH)
    except FileError as error:
        assert error.message
        assert error.line is None or (error.line > 0 and (error.column or 0) > 0)
        return "refused"
    return "read"


def load(raw: bytes) -> None:
    """Once as in use, once with json's own scanner in Python, whose branches the fuzzer can see."""
    with open(PATH, "wb") as file:
        file.write(raw)
    json.scanner.make_scanner = C_SCANNER
    quick = outcome()
    json.scanner.make_scanner = json.scanner.py_make_scanner
    assert quick == outcome()


if __name__ == "__main__":
    atheris.Setup(sys.argv, load)
    atheris.Fuzz()
