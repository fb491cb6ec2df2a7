"""The exit codes of askfaq, all of them."""

OK = 0  # answered, found, clean, done
NO = 1  # not answered; no such entry or topic; problems found; a case fails; nothing was kept or written
ERROR = 2  # usage, file, empty input, full disk, a fault of askfaq itself
INTERRUPTED = 130
READER_GONE = 141  # the reader of the pipe went away
