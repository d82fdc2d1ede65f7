"""What a new file goes on saying of the old one: who made it, and that a program drew it.

Of a picture whose pixels change, nothing else is carried over: not the place, not the camera.
Content credentials (C2PA) are bound to the old bytes and end with them; what they say of a
generator is kept in the plain words of IPTC.
"""

from __future__ import annotations

from dataclasses import dataclass

from headshot_lint.model.facts import FileFacts

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
TRAINED = "trainedAlgorithmicMedia"
_SAID = "digital source type "

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" \
xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" \
Iptc4xmpExt:DigitalSourceType="{uri}"/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


def source_packet(kind: str) -> bytes:
    """An XMP packet that says where a picture comes from, by a name of IPTC's source types."""
    return _PACKET.format(uri=SOURCE_TYPE + kind).encode()


def source_kind(file: FileFacts) -> str | None:
    """The digital source type that a file states, or that its generator's text implies."""
    for phrase in file.ai_marking:
        if phrase.startswith(_SAID):
            return phrase.removeprefix(_SAID)
    return TRAINED if file.ai_marking else None


@dataclass(frozen=True)
class Credits:
    """What is carried over.

    Attributes:
        artist, copyright: of EXIF, as text; empty where there is none.
        source: digital source type of a generated picture, or None.
    """

    artist: str = ""
    copyright: str = ""
    source: str | None = None

    @classmethod
    def of(cls, data: bytes, file: FileFacts) -> Credits:
        """Read them from a file; what cannot be read is not carried over."""
        from headshot_lint.photo.whole import credit_lines

        artist, rights = credit_lines(data)
        return cls(artist, rights, source_kind(file))

    def for_pillow(self) -> dict[str, bytes]:
        """The arguments `exif` and `xmp` of Pillow's `save`, those that say something."""
        from PIL import ExifTags, Image

        said: dict[str, bytes] = {}
        exif = Image.Exif()
        for tag, text in (
            (ExifTags.Base.Artist, self.artist),
            (ExifTags.Base.Copyright, self.copyright),
        ):
            if text:
                exif[tag] = text
        if len(exif):
            said["exif"] = exif.tobytes()
        if self.source is not None:
            said["xmp"] = source_packet(self.source)
        return said
