"""Bytes → text, or the reason why they are not text."""

from __future__ import annotations

import codecs
import re

from onrecord.ingest.skips import skip
from onrecord.model import Skipped

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip file (docx, xlsx, epub and odt are zip files too)"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls, ppt)"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file"),
    (b"Rar!", "a RAR file"),
    (b"(\xb5/\xfd", "a zstd file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"\x00\x00\x00\x18ftyp", "a video file"),
    (b"\x00\x00\x00\x20ftyp", "a video file"),
    (b"%!PS", "a PostScript file"),
)
_EXTENSION = {"a Parquet file": ".parquet", "a gzip file": ".gz"}
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# More than one control character in 500 bytes is no text in any 8-bit encoding.
CONTROL_SHARE = 0.002
SAMPLE_BYTES = 256 * 1024
# Encodings that news in English is found in; charset-normalizer chooses among them, else the file is refused.
ENCODINGS = ("cp1252", "iso8859_1")


def looks_binary(data: bytes) -> str | None:
    """Return what the first bytes look like when they are no text (`a PDF`), or None."""
    if any(data.startswith(bom) for bom, _ in _BOMS):
        return None
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    sample = data[:SAMPLE_BYTES]
    if sample and len(_CONTROL.findall(sample)) > max(1, CONTROL_SHARE * len(sample)):
        return None if _utf16(sample) else "binary data"
    return None


def decode_text(data: bytes, *, where: str | None) -> str | Skipped:
    """Return the text of some bytes: by byte order mark, as UTF-8, else in the encoding they fit best.

    Returns:
        The text without byte order mark; or a Skipped with reason `empty`, `not-text` or `encoding`.
    """
    if not data.strip():
        return skip(
            "empty",
            found=f"{len(data)} bytes without a character",
            expected="text",
            next_step="give the article's text",
            where=where,
        )
    kind = looks_binary(data)
    if kind:
        return _not_text(kind, where)
    for encoding in _likely(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            reason = f"byte 0x{data[error.start]:02x} at offset {error.start}"
    guess = _best_fit(data)
    if guess is not None:
        return guess
    return skip(
        "encoding",
        found=f"{reason} that is not UTF-8, and no other encoding that fits",
        expected="UTF-8",
        next_step="convert it to UTF-8, for instance with iconv",
        where=where,
    )


def _not_text(kind: str, where: str | None) -> Skipped:
    extension = _EXTENSION.get(kind)
    step = f"name it with the extension {extension}" if extension else "extract its text first"
    return skip("not-text", found=kind, expected="text or HTML", next_step=step, where=where)


def _likely(data: bytes) -> tuple[str, ...]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return (encoding,)
    guess = _utf16(data[:SAMPLE_BYTES])
    return (guess,) if guess else ("utf-8",)


def _utf16(sample: bytes) -> str | None:
    """Return the UTF-16 of a sample without byte order mark whose every second byte is nearly always zero, or None."""
    half = len(sample) // 2
    if half < 8:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _best_fit(data: bytes) -> str | None:
    """Return the text in the 8-bit encoding that charset-normalizer finds clean, or None."""
    multibyte = len(_MULTIBYTE.findall(data))
    if multibyte and 2 * multibyte > len(_HIGH.findall(data)) - 2 * multibyte:
        return None  # UTF-8 with a broken byte; as cp1252 it would be full of "â€™"
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:SAMPLE_BYTES], cp_isolation=list(ENCODINGS), threshold=0.1).best()
    if best is None or best.chaos > 0.05:
        return None
    text = data.decode(best.encoding, errors="replace")
    return None if "\ufffd" in text or re.search(r"[\x80-\x9f]", text) else text
