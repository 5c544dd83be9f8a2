"""The command: options in, one library call, text out."""
