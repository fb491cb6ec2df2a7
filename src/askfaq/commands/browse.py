"""askfaq browse: a FAQ on the whole screen; the prompt where a terminal cannot show that."""

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.list import BrowseOptions
from askfaq.commands.open_faq import OpenFaq, open_faq
from askfaq.errors import UsageError
from askfaq.terminal.streams import Terminal, is_terminal, measured_again, write_line


def browse(topic: str | None, options: BrowseOptions, terminal: Terminal) -> int:
    """Let the reader look for an entry; the one that is taken is shown as `show` does it."""
    if not (is_terminal(terminal.stdin) and terminal.out.is_terminal):
        flag = "".join(choice.flag for choice in paths.choose_faqs(options.faq))
        instead = f"askfaq list{flag} prints the questions, askfaq show ID{flag} an answer"
        raise UsageError(f"browse needs a terminal; without one, {instead}")
    if terminal.out.plain:
        from askfaq.commands.ask import AskOptions
        from askfaq.commands.interactive.prompt import ask_at_prompt

        return ask_at_prompt(AskOptions(faq=options.faq, topic=topic, pager=options.pager), terminal)
    faq = open_faq(options.faq, terminal)
    if topic is not None and not any(file.of_topic(topic) for file in faq.files):
        from askfaq.output.messages import unknown_topic

        write_line(terminal.stderr, f"askfaq: {unknown_topic(faq.file, topic)}")
        return NO
    return _browse(faq, topic, options, terminal)


def _browse(faq: OpenFaq, topic: str | None, options: BrowseOptions, terminal: Terminal) -> int:
    from askfaq.commands.interactive.browse.screen import BrowseScreen
    from askfaq.commands.show import show_found

    if taken := BrowseScreen(faq, topic, terminal).run():
        found = [(file, taken.entry) for file in faq.files if file.path == taken.faq]
        show_found(found, faq.files, options, measured_again(terminal))
    return OK
