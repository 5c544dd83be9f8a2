"""One file per command. The list of commands, in the order people run them, is in cloud_unless/app.py."""
