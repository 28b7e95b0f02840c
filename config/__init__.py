"""Settings, addresses and server of Twinge.

Linear algebra runs in one thread: the matrices here are small, and a second thread only doubles the processor time. This
must stand before numpy is loaded, so it stands in the package that every entry (server, manage.py, tests) imports first.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
