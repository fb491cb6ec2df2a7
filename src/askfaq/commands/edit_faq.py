"""askfaq remove, topic and set: changes to a FAQ as a whole, and what is said of them."""

from askfaq.commands.edit import EditOptions, faq_to_change, flag_of, say_unknown, tell
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.open_faq import first_choice, load
from askfaq.errors import UsageError
from askfaq.faq.edit import NoSuchEntryError
from askfaq.faq.edit_faq import SETTINGS, NoSuchTopicError, find_all, remove_entries, rename_topic, set_value
from askfaq.model import FaqFile
from askfaq.output.json_lines import change_shape, json_line
from askfaq.output.messages import ask_instead, unknown_topic
from askfaq.terminal.prompt import agreed
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


def remove(ids: list[str], options: EditOptions, terminal: Terminal, *, unasked: bool = False) -> int:
    """Take entries out, all or none; a person at a terminal is asked first."""
    try:
        choice, faq = faq_to_change(options, terminal)
    except UsageError as error:
        raise UsageError(f"{error}; {ask_instead(['remove', *ids])}" if len(ids) > 1 else str(error)) from None
    try:
        if terminal.is_interactive and not unasked and not _agreed(ids, faq, terminal):
            return NO
        written = remove_entries(choice.path, ids)
    except NoSuchEntryError as missing:
        say_unknown(missing, options, terminal)
        if len(ids) > 1:
            write_line(terminal.stderr, "askfaq: nothing was removed")
        if len(ids) > 1 and set(ids) == set(missing.ids):
            write_line(terminal.stderr, f"askfaq: {ask_instead(['remove', *ids])}")
        return NO
    path = one_line(written.path)
    lines = [f"Removed {entry.id} from {path}: {one_line(entry.question)}" for entry in written.entries]
    tell(written, {"ids": [entry.id for entry in written.entries]}, lines, options, terminal)
    return OK


def _agreed(ids: list[str], faq: FaqFile, terminal: Terminal) -> bool:
    places = find_all(faq, ids)
    for entry_id, place in places.items():
        write_line(terminal.stderr, f"{entry_id}: {one_line(faq.entries[place].question)}")
    what = "this entry" if len(places) == 1 else f"these {len(places)} entries"
    return agreed(f"Remove {what} from {one_line(faq.path)}?", terminal)


def rename(old: str, new: str, options: EditOptions, terminal: Terminal) -> int:
    """Give a topic another name; one that the FAQ has already takes the entries in."""
    choice, _ = faq_to_change(options, terminal)
    try:
        written = rename_topic(choice.path, old, new)
    except NoSuchTopicError as missing:
        write_line(terminal.stderr, f"askfaq: {unknown_topic(missing.faq, old)}")
        return NO
    topic, ids = written.entries[0].topic or "", [entry.id for entry in written.entries]
    others = len(written.faq.of_topic(topic)) - len(ids)
    change = f'"{one_line(old)}" {"is now part of" if others else "is now"} "{one_line(topic)}"'
    said = f"{change} in {one_line(written.path)}: {len(ids)} {'entry' if len(ids) == 1 else 'entries'}"
    lines = [f"{said}, beside {others} that it had already." if others else f"{said}."]
    if not written.is_change:
        lines = [f'Nothing to change: the topic is spelled "{one_line(topic)}" already.']
    tell(written, {"topic": topic, "ids": ids, "merged": others > 0}, lines, options, terminal)
    return OK


def change_setting(key: str, value: str, options: EditOptions, terminal: Terminal) -> int:
    """Set what stands above the entries, or take it away."""
    choice, _ = faq_to_change(options, terminal)
    written = set_value(choice.path, key, value)
    path, now = one_line(written.path), _shown(written.faq, key)
    said = f"Set the {key} in {path}: {now}" if now else f"Removed the {key} from {path}."
    if not written.is_change:
        said = f"Nothing to change: the {key} is that already." if now else f"Nothing to change: there is no {key}."
    lines = [said]
    if written.became_object:
        lines.append('The FAQ was a bare list; now it is an object, which holds the list under "entries".')
    tell(written, _settings(written.faq), lines, options, terminal)
    return OK


def show_settings(key: str | None, options: EditOptions, terminal: Terminal) -> int:
    """What is set: one value alone, or all of them with their names."""
    faq = load(first_choice(options.faq, terminal))
    is_set = key is None or _shown(faq, key) != ""
    if options.as_json:
        write_line(terminal.stdout, json_line(change_shape(faq.path, _settings(faq), False, ())))
    elif key is None:
        sign = ": " if terminal.out.is_terminal else "\t"
        write_line(terminal.stdout, "\n".join(f"{name}{sign}{_shown(faq, name)}".rstrip(" ") for name in SETTINGS))
    elif is_set:
        write_line(terminal.stdout, _shown(faq, key))
    if not is_set:
        write_line(terminal.stderr, f"askfaq: there is no {key}; askfaq set {key}{flag_of(options)} VALUE sets it")
    return OK if is_set else NO


def _settings(faq: FaqFile) -> dict[str, object]:
    return {key: getattr(faq, key) for key in SETTINGS}


def _shown(faq: FaqFile, key: str) -> str:
    value = getattr(faq, key)
    return "" if value is None else one_line(str(value))
