"""What a shell can tell of a machine, one file a fact: what to ask, and a pure parser. Comes with the next release."""
