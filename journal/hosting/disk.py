"""Whether an error says that the disk, or the room a database may take, is full."""

import errno

from django.db import DatabaseError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_OF_SQLITE = "database or disk is full"
_OF_POSTGRESQL = "53100"  # its code for disk_full


def disk_is_full(error: BaseException | None) -> bool:
    """Whether an error, or one that led to it, is about a full disk."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            return True
        if isinstance(error, DatabaseError) and _OF_SQLITE in str(error):
            return True
        if getattr(error, "sqlstate", None) == _OF_POSTGRESQL:
            return True
        error = error.__cause__ or error.__context__
    return False
