"""Reading what strangers wrote, writing what only we may read. Knows nothing of the domain."""
