"""Settings, addresses and server of Twinge.

Linear algebra runs in one thread: the matrices here are small, and a second thread only doubles the processor time. It
must be said before numpy is loaded, so it is said in the package that server, manage.py and tests import first.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
