"""What a media file is, judged by its first bytes and never by its name alone."""

import struct
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A media type, the endings its files may have, and how to find its size.

    `measure` returns width and height in pixels from a file's bytes; it may raise
    IndexError, ValueError or struct.error on a damaged file.
    """

    mime: str
    endings: tuple[str, ...]
    recognise: Callable[[bytes], bool]
    measure: Callable[[bytes], tuple[int, int]] | None = None


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of a file from its content, or None when it is not allowed."""
    return next((kind for kind in KINDS if kind.recognise(data)), None)


def _png_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walk from marker to marker until the one that begins a frame."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise ValueError("a JPEG without a frame")


def _webp_size(data: bytes) -> tuple[int, int]:
    form = data[12:16]
    if form == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        return width, int.from_bytes(data[27:30], "little") + 1
    if form == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError("a WebP of an unknown form")


def _begins(*magic: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(magic)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda data: data[:4] == b"RIFF" and data[8:12] == form


def _is_mp3(data: bytes) -> bool:
    if data.startswith(b"ID3"):
        return True
    # A frame header: eleven bits of sync, layer 3, no forbidden rate.
    return (
        len(data) > 4
        and data[0] == 0xFF
        and data[1] & 0xE6 == 0xE2
        and data[2] & 0xF0 != 0xF0
        and data[2] & 0x0C != 0x0C
    )


def _is_mp4(data: bytes) -> bool:
    # QuickTime and HEIF are boxes of the same build; players differ on them.
    brands = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1")
    return data[4:8] == b"ftyp" and data[8:12] in (*brands, b"M4V ", b"dash")


def _is_webm(data: bytes) -> bool:
    return data.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in data[:64]


KINDS = (
    Kind("image/png", (".png",), _begins(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), _png_size),
    Kind("image/jpeg", (".jpg", ".jpeg"), _begins(b"\xff\xd8\xff"), _jpeg_size),
    Kind("image/webp", (".webp",), _riff(b"WEBP"), _webp_size),
    Kind("image/gif", (".gif",), _begins(b"GIF87a", b"GIF89a"), _gif_size),
    Kind("audio/mpeg", (".mp3",), _is_mp3),
    Kind("audio/ogg", (".ogg", ".oga"), _begins(b"OggS")),
    Kind("audio/wav", (".wav",), _riff(b"WAVE")),
    Kind("video/mp4", (".mp4",), _is_mp4),
    Kind("video/webm", (".webm",), _is_webm),
    Kind("application/pdf", (".pdf",), _begins(b"%PDF-")),
)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)
