"""What all organisations share: the integration platform that interfaces ask for, and files that nobody else owns."""
