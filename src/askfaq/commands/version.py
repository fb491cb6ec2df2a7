"""What `askfaq --version` says."""

from askfaq import __version__, paths


def version_text(faq: paths.Flag = None) -> str:
    """The version, which FAQs are in use and why, and where indexes are kept."""
    choices = paths.choose_faqs(faq)
    why = {"yours": "your own", "sample": "the sample; --faq PATH, ASKFAQ_FILE or yours replaces it"}
    lines = [f"askfaq {__version__}"]
    lines += [f"FAQ    {choice.path} ({why.get(choice.origin, choice.origin)})" for choice in choices]
    if choices[0].origin == "sample":
        lines.append(f"yours  {paths.user_faq()} (not there yet)")
    lines.append(f"cache  {paths.cache_dir()}")
    return "\n".join(lines)
