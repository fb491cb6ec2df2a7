"""What `askfaq --version` says."""

from askfaq import __version__, paths


def version_text() -> str:
    """The version, which FAQ is in use and why, and where indexes are kept."""
    choice = paths.choose_faq(None)
    why = {"yours": "your own", "sample": "the sample; --faq PATH, ASKFAQ_FILE or yours replaces it"}
    lines = [f"askfaq {__version__}", f"FAQ    {choice.path} ({why.get(choice.origin, choice.origin)})"]
    if choice.origin == "sample":
        lines.append(f"yours  {paths.user_faq()} (not there yet)")
    lines.append(f"cache  {paths.cache_dir()}")
    return "\n".join(lines)
