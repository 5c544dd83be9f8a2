"""The command: options in, one library call, text out."""

__version__ = "0.1.0"
