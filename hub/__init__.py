"""Tomte, the offline smart-home hub: every room of the house that runs on the device."""

import os

__version__ = "0.1.0"

# onnxruntime from 1.29 on carries a telemetry client that only this variable, set before
# its import, keeps silent. Measured: docs/decisions/0004-onnxruntime.md.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
