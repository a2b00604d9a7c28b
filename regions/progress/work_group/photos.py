"""The picture that goes with a line: made anew, so that nothing a camera writes into it is kept.

Place, time, device and comment stand beside the pixels; only pixels are carried over.
"""

import io
import warnings
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from regions.progress.models.work_group import LARGEST_PHOTO

LARGEST_SENT = 5 * 1024 * 1024
MOST_PIXELS = 50_000_000
SIDE = 1600  # of the picture that is kept
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITIES = (82, 65, 45)


@dataclass(frozen=True)
class Remade:
    content: bytes
    width: int
    height: int


def remade(upload: UploadedFile) -> Remade:
    """A JPEG of the same picture; ValidationError with a sentence where it is none."""
    if (upload.size or 0) > LARGEST_SENT:
        raise ValidationError(_("This photo is larger than 5 MB. Choose a smaller one."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _made_anew(upload.read(LARGEST_SENT + 1))
    except ValidationError:
        raise
    except Exception as trouble:  # a decoder of pictures fails in many ways
        raise ValidationError(_("This is no photo. Choose a jpg, png or webp.")) from trouble


def _made_anew(sent: bytes) -> Remade:
    picture = Image.open(io.BytesIO(sent), formats=FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise ValidationError(_("This photo is larger than 50 megapixels. Choose a smaller one."))
    picture.draft("RGB", (SIDE, SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SIDE, SIDE))
    plain = Image.new("RGB", upright.size, "white")  # it knows nothing of where it came from
    plain.paste(upright, mask=upright.getchannel("A"))
    for quality in QUALITIES:
        kept = io.BytesIO()
        plain.save(kept, "JPEG", quality=quality, optimize=True)
        if len(kept.getvalue()) <= LARGEST_PHOTO:
            break
    return Remade(kept.getvalue(), plain.width, plain.height)
