"""Is this machine, and this programme folder, ready? First everything is looked at, then each check judges it."""
