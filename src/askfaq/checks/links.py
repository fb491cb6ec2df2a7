"""Links that cannot lead anywhere, judged by their form alone: nothing is ever fetched."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from askfaq.checks.findings import Finding, Text
from askfaq.checks.link_targets import targets

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_SCHEMES = frozenset("http https mailto tel sms ftp ftps sftp ssh git irc xmpp matrix news magnet".split())
_PLACEHOLDER = re.compile(
    r"(?:.*\.)?(?:example(?:\.(?:com|org|net))?|localhost|invalid|test|(?:your|my)-?(?:domain|site|website|company)\..+"
    r"|127\.0\.0\.1|0\.0\.0\.0|\[?::1\]?|todo|xxx+\..+)"
)
_LABEL = re.compile(r"[\w]([\w-]*[\w])?")


def link_findings(text: Text) -> Iterator[Finding]:
    """The links of an answer (Markdown), or of a source, that look dead."""
    if text.key == "source":
        if re.match(r"(https?:|www\.)", text.value, re.IGNORECASE) and (why := _fault_of(text.value.strip())):
            yield Finding("dead-link", why, text.pointer, 0)
    elif text.key == "answer":
        for index, target, is_link in targets(text.value):
            if why := _fault_of(target, is_link=is_link):
                yield Finding("dead-link", why, text.pointer, index)
            elif is_link and not _SCHEME.match(target) and not target.startswith("//"):
                message = f'"{target[:100]}" leads nowhere outside the page it was taken from: give the whole address'
                yield Finding("relative-link", message, text.pointer, index)


def _fault_of(target: str, *, is_link: bool = True) -> str | None:
    """Why the target cannot be followed, or None. A mere mention may be an illustration."""
    shown = f'"{target[:100]}"'
    if not target.strip() or target.strip() == "#":
        return "the link has no target"
    if " " in target or "\t" in target:
        return f"{shown} holds a space: write it as %20, or put the address between < and >"
    scheme = _SCHEME.match(target)
    if scheme and scheme.group()[:-1].lower() not in _SCHEMES:
        return f'{shown} begins with "{scheme.group()}", which readers cannot open'
    if not (scheme and scheme.group().lower() in ("http:", "https:")) and not target.startswith("www."):
        return None
    return _web_fault(target if scheme else f"http://{target}", shown, is_link)


def _web_fault(url: str, shown: str, is_link: bool) -> str | None:
    if re.match(r"https?:(//)?(https?:|www\.?$)", url, re.IGNORECASE):
        return f"{shown} begins twice" if url.lower().count("http") > 1 else f"{shown} is cut off"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f"{shown} is not a possible address"
    if not host or not url[len(parts.scheme) + 1 :].startswith("//"):
        return f"{shown} has no host"
    if is_link and _PLACEHOLDER.fullmatch(host):
        return f"{shown} is a placeholder"
    if url.endswith(("...", "…")) and is_link:
        return f"{shown} is cut off"
    labels = host.removesuffix(".").split(".")
    if not host.startswith("[") and ":" not in host and not all(_LABEL.fullmatch(label) for label in labels):
        return f"{shown} is not a possible address"
    if is_link and len(labels) < 2 and ":" not in host:
        return f'{shown} is not a public address ("{host}" has no dot)'
    return None
