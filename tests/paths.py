"""Where things lie: the project, and the shared files beside it, which may be absent."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
