"""The last sieve: whatever the renderer wrote, only these tags and attributes pass."""

import nh3

_CLASSES: dict[str, set[str]] = {
    "div": {"box", "box-note", "box-warning", "box-example", "table-wrap"},
    "p": {"box-title", "speaker", "utterance", "translation"},
    "span": {"box-kind"},
    "ol": {"dialogue"},
    "table": {"vocabulary"},
    "th": {"align-left", "align-center", "align-right"},
    "td": {"align-left", "align-center", "align-right"},
}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "aria-label"},
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "audio": {"src", "controls", "preload"},
    "video": {"src", "controls", "preload", "width", "height"},
    "ol": {"start"},
    "div": {"tabindex", "role"},
    "pre": {"tabindex"},
    "th": {"scope"},
}
_TAGS = {
    *("a", "audio", "blockquote", "br", "caption", "code", "del", "div", "em"),
    *("figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol"),
    *("p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr"),
    *("ul", "video"),
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    link_rel=None,
    url_schemes={"http", "https", "mailto", "media", "activity"},
    url_relative="deny",
)


def sanitised(html: str) -> str:
    """Return the HTML without anything that a package must not bring along."""
    return _CLEANER.clean(html)
