"""Files for other tools, one file a format. Comes with the next release."""
