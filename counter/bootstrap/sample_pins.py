"""The sample office's PINs, apart from the rest of it: the sign-in screen shows them before anything else is loaded."""

from collections.abc import Mapping

PINS: Mapping[str, str] = {"zhangmin": "1111", "liqiang": "2222", "wangfang": "9999", "zhaolei": "8888"}
"""Shown on the sign-in screen of the demo, and good for nothing else."""
