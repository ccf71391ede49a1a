"""Turn Markdown tokens into our HTML, and note what an author has to mend in them."""

from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from app.content import addresses
from app.content.labels import LABELS, Labels
from app.content.page import MediaFile, Page
from app.content.problems import Fault
from app.content.spoken_rendering import SpokenRules
from app.questions.messages import N_

ALT_MISSING = Fault(
    "alt-missing",
    N_("The picture “%(path)s” has no alternative text."),
    N_(
        "Say in the square brackets what it shows, or write “decorative: true” for it "
        "in media/media.yaml if it shows nothing that matters."
    ),
)
NOT_SHOWN = Fault(
    "media-not-shown",
    N_("“%(path)s” cannot be shown inside a text."),
    N_("Link to it: [text](%(path)s), without the exclamation mark."),
)
HEADING_SKIPS = Fault(
    "heading-skips",
    N_("This heading is %(level)s levels deep, but the one above only %(above)s."),
    N_("Take away one #, or add the heading between them."),
)
HEADING_FIRST = Fault(
    "heading-first",
    N_("The first heading of a text must be of the highest level."),
    N_("Begin it with ##."),
)
HEADING_TOO_DEEP = Fault(
    "heading-too-deep",
    N_("Headings go five levels deep at most."),
    N_("Take away one #."),
)

# A heading of level 1 is the page's title, which is not written in the text.
_TOP, _BOTTOM = 2, 6


class Renderer(SpokenRules, RendererHTML):
    """Writes HTML; each method is the rule for the token of its name."""

    def render(
        self, tokens: Sequence[Token], options: OptionsDict, env: EnvType
    ) -> str:
        """Render blocks, keeping in mind in which lines each paragraph stands."""
        page: Page = env["page"]
        rules, out = self.rules, list[str]()
        for index, token in enumerate(tokens):
            if token.map is not None:
                page.block = (token.map[0], token.map[1])
            rule = rules.get(token.type)
            if rule is not None:
                html = rule(tokens, index, options, env)
            elif token.type != "inline":
                html = self.renderToken(tokens, index, options, env)
            else:
                html = (
                    self.renderInline(token.children, options, env)
                    if token.children
                    else escapeHtml(token.content)
                )
                html = self.spoken(token, html, env) if token.info else html
            out.append(html)
        return "".join(out)

    def heading_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType
    ) -> str:
        page: Page = env["page"]
        level = int(tokens[idx].tag[1]) + page.heading_shift
        _check_heading(page, level, page.block[0])
        page.heading = level
        return f"<h{min(level, _BOTTOM)}>"

    def heading_close(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, env: EnvType
    ) -> str:
        page: Page = env["page"]
        return f"</h{min(page.heading, _BOTTOM)}>\n"

    def paragraph_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        if tokens[idx].hidden:
            return ""
        picture = _lone_picture(tokens[idx + 1])
        if picture is not None:
            picture.meta["figure"] = True
            tokens[idx + 2].hidden = True
            return ""
        return "<p>"

    def paragraph_close(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        # What is hidden is a tight list's paragraph, or gave way to a figure.
        return "" if tokens[idx].hidden else "</p>\n"

    def link_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType
    ) -> str:
        written = str(tokens[idx].attrGet("href") or "")
        address = addresses.link_address(env["page"], written)
        rel = ' rel="external noopener"' if addresses.is_external(written) else ""
        title = _attribute("title", tokens[idx].attrGet("title"))
        return f'<a href="{escape(address or "")}"{title}{rel}>'

    def image(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        page: Page = env["page"]
        token = tokens[idx]
        address = str(token.attrGet("src") or "")
        file = addresses.media_file(page, address)
        if file is None:
            return ""
        alt = self.renderInlineAsText(token.children, options, env).strip()
        html = _shown(page, file, alt or file.media.alt, address)
        caption = token.attrGet("title")
        if token.meta.get("figure"):
            text = f"<figcaption>{escape(str(caption))}</figcaption>"
            return f"<figure>{html}{text}</figure>\n"
        return html

    def fence(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f'<pre tabindex="0"><code>{escape(tokens[idx].content)}</code></pre>\n'

    def code_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f'<pre tabindex="0"><code>{escape(tokens[idx].content)}</code></pre>\n'

    def table_open(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, env: EnvType
    ) -> str:
        page: Page = env["page"]
        page.tables += 1
        return _wrap(_labels(env)["table"] % page.tables) + "<table>\n"

    def table_close(
        self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return "</table></div>\n"

    def th_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def td_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        return f"<td{_alignment(tokens[idx])}>"

    def box_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType
    ) -> str:
        kind = tokens[idx].info
        label = {
            "warning": _labels(env)["warning"],
            "example": _labels(env)["example"],
        }.get(kind, _labels(env)["note"])
        title = escape(tokens[idx].content)
        return (
            f'<div class="box box-{escape(kind)}" role="note"><p class="box-title">'
            f'<span class="box-kind">{label}</span>{" " if title else ""}{title}</p>\n'
        )


def _check_heading(page: Page, level: int, line: int) -> None:
    if page.heading < _TOP < level:
        page.note(HEADING_FIRST, line)
    elif level > page.heading + 1:
        above = page.heading - page.heading_shift
        page.note(HEADING_SKIPS, line, level=level - page.heading_shift, above=above)
    elif level > _BOTTOM:
        page.note(HEADING_TOO_DEEP, line)


def _lone_picture(inline: Token) -> Token | None:
    """Return the picture with a caption that is all there is in a paragraph."""
    children = inline.children or []
    if len(children) != 1 or children[0].type != "image":
        return None
    return children[0] if children[0].attrGet("title") else None


def _shown(page: Page, file: MediaFile, alt: str, address: str) -> str:
    """Return the element that shows a media file."""
    kind = file.media.mime.partition("/")[0]
    if not kind:
        return ""  # the file itself is refused, which is said once and there
    place = page.find(address)
    path = f"media/{file.name}"
    if kind not in ("image", "audio", "video"):
        page.note(NOT_SHOWN, *place, path=path)
        return ""
    if not alt and not file.decorative:
        page.note(ALT_MISSING, *place, path=path)
    source = f'src="{addresses.media_address(file)}"'
    size = f' width="{file.width}" height="{file.height}"' if file.width else ""
    if kind == "image":
        text = "" if file.decorative else escape(alt)
        return f'<img {source} alt="{text}"{size} loading="lazy" decoding="async">'
    label = _attribute("aria-label", alt)
    return f'<{kind} {source}{label}{size} controls preload="none"></{kind}>'


def _wrap(label: str) -> str:
    """Open what lets a wide table be scrolled alone, with the keyboard too."""
    return (
        f'<div class="table-wrap" role="region" tabindex="0" '
        f'aria-label="{escape(label)}">'
    )


def _alignment(token: Token) -> str:
    # Styles inside the page are forbidden by our headers; classes do the same.
    style = str(token.attrGet("style") or "")
    side = style.removeprefix("text-align:")
    return f' class="align-{side}"' if side else ""


def _attribute(name: str, value: Any) -> str:
    return f' {name}="{escape(str(value))}"' if value else ""


def _labels(env: EnvType) -> Labels:
    page: Page = env["page"]
    return LABELS[page.surroundings.language]
