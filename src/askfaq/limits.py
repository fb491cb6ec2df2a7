"""How large, deep, many or long what askfaq is given may be. Behind each limit: what happens beyond it.

docs/reference/limits.md tells them to users. A name ends in its unit, or in what is counted.
"""

# Files
MAX_FAQ_BYTES = 2**30  # the FAQ is refused
MAX_PIPE_BYTES = 2**26  # a FAQ that comes through a pipe is refused
MAX_IMPORT_BYTES = 2**26  # the file to import is refused; of a folder, that file is left out with a warning
MAX_WORKBOOK_BYTES = 2**26  # unpacked: the workbook is refused
MAX_WORKBOOK_CELLS = 2_000_000  # the workbook is refused
MAX_HASHED_BYTES = 2**18  # a change of the FAQ is told by its file's number, size and times, not by each byte
MAX_MISSES_BYTES = 2**20  # the oldest misses are forgotten
MAX_MISSES_DAYS = 180  # older misses are forgotten

# Times
PIPE_SECONDS = 5  # the pipe that nobody writes to is refused
LOCK_SECONDS = 10  # nothing is written: another program goes on and on writing in the folder
MAKING_SECONDS = 600  # an index is made that another program has been making for so long
MAX_TRIES = 100  # nothing is written: other programs keep changing the file between reading and writing it

# The FAQ file
MAX_JSON_DEPTH = 100  # the FAQ is refused
MAX_NUMBER_DIGITS = 400  # the FAQ is refused
MAX_ID_LENGTH = 100  # the FAQ is refused
MAX_CHECKED_QUESTION_LENGTH = 240  # `check` warns
MAX_CHECKED_BRACKETS = 20_000  # the links of an answer with more "[" are not checked
MAX_COMPARED_LENGTH = 100_000  # characters of an answer: whether the rest repeats another is not checked
MAX_CHECKED_LINKS_LENGTH = 1_000_000  # characters: the links of a longer answer are not checked
MAX_DRAWN_LENGTH = 50_000  # an answer is shown as it is written, its Markdown not drawn
MAX_DRAWN_DEPTH = 24  # lists and quotations: an answer is shown as it is written

# Queries
MAX_QUERY_BYTES = 2**20  # a line of standard input: reading ends with an error
MAX_QUERY_WORDS = 120  # a query is a paste: only a wording of the FAQ is an answer
MAX_WORDS = 400  # of one text: the others are not looked at
MAX_WORD_LENGTH = 60  # characters: the others are not looked at
MAX_MISS_LENGTH = 1000  # characters: the rest of the question is not kept
MAX_TOOL_MATCHES = 50  # of the MCP tool: the call is refused
MAX_RESOURCES = 1_000  # of the MCP server: the other entries are not listed, but each can be read

# Imports
MAX_QUESTION_LENGTH = 200  # characters: a line or a title is no question
MAX_HTML_DEPTH = 1_000  # the page is refused
MAX_HTML_ATTRIBUTES = 250  # of one element: the page is refused
MAX_OPEN_FORMATTING = 8  # <b>, <i> and the like that are left open: those beyond are counted each time it may be again
MAX_REOPENED_FORMATTING = 300_000  # formatting elements that are opened again: the page is refused
MAX_TITLE_ELEMENTS = 200  # in a heading, a button or a <summary>: the icons in it are not taken out
MAX_KEPT_HTML_DEPTH = 120  # elements: what is deeper in an answer is text without markup
MAX_MARKDOWN_HTML_DEPTH = 60  # open tags in one text: those further in are dropped, their text stays
MAX_TOML_KEY_PARTS = 50  # a.b.c: the front matter is not read as such
MAX_BOX_DEPTH = 50  # boxes of documentation tools in each other: those further in are text
MAX_PANEL_DEPTH = 100  # panels in each other: those further in belong to none
MAX_JSONLD_DEPTH = 60  # what is deeper is not looked at
MAX_YAML_DEPTH = 40  # the file is refused
MAX_YAML_NODES = 1_000_000  # with all aliases expanded: the file is refused
MAX_YAML_CHARACTERS = 2**26  # with all aliases expanded: the file is refused
MAX_RECORD_DEPTH = 16  # keys and indexes above an entry: what is deeper is skipped with a warning
MAX_ANSWER_DEPTH = 5  # lists and objects in an answer: what is deeper is left out
