"""Where a large file lies while a browser sends it: in UPLOAD_DIR, like all that waits, not in the system's folder."""

import tempfile
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from journal.files.waiting import folder


class Arriving(TemporaryUploadedFile):
    """A file that is gone when the request is over; what a killed server leaves goes with `waiting.drop_old`."""

    def __init__(
        self, name: str | None, content_type: str | None, size: int, charset: str | None, extra: Any = None
    ) -> None:
        file = tempfile.NamedTemporaryFile(suffix=".part", dir=folder())  # noqa: SIM115 - closed with the request
        UploadedFile.__init__(self, file, name, content_type, size, charset, extra)


class ArrivingHandler(TemporaryFileUploadHandler):
    """Lets files that are too large for memory arrive in UPLOAD_DIR."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = Arriving(self.file_name, self.content_type, 0, self.charset, self.content_type_extra)
