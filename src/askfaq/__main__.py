"""python -m askfaq, and what the console script calls."""


def main() -> None:
    """The command line. To import it takes a while, in which Ctrl-C is to be as quiet as ever."""
    try:
        from askfaq.main import main as front

        front()
    except KeyboardInterrupt:
        raise SystemExit(130) from None  # commands/exit_codes.py, without importing more


if __name__ == "__main__":
    main()
