"""Look up the pictures and recordings that questions name, and note what is wrong."""

from app.content.addresses import media_address, media_file
from app.content.page import Page
from app.content.problems import Fault
from app.questions.media import MediaUse
from app.questions.messages import N_

NO_PICTURE = Fault(
    "media-no-picture",
    N_("“%(path)s” is no picture."),
    N_("Name a PNG, JPEG, WebP or GIF here."),
)
NO_SOUND = Fault(
    "media-no-sound",
    N_("“%(path)s” is no sound."),
    N_("Name an MP3, OGG or WAV here."),
)
NOT_IN_WORDS = Fault(
    "media-not-in-words",
    N_("Nothing says in words what “%(path)s” shows."),
    N_(
        "Write “alt:” for it in media/media.yaml; whoever does not see it has to "
        "answer as well."
    ),
)


def located(use: MediaUse, page: Page) -> MediaUse:
    """Return a media file with its address, as it is while something is wrong.

    A recording needs no text here: to say what is heard may be the answer.
    """
    file = media_file(page, use.file)
    if file is None or not file.media.mime:
        return use  # a file that is refused itself is noted once and there
    if file.media.mime.partition("/")[0] != use.kind:
        page.note(NO_PICTURE if use.kind == "image" else NO_SOUND, 0, path=use.file)
        return use
    alt = use.alt or file.media.alt
    if use.kind == "image" and not alt:
        page.note(NOT_IN_WORDS, 0, path=use.file)
    return use.found(media_address(file), alt, (file.width, file.height))
