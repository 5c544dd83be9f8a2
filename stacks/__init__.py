"""Build it: an architecture becomes Pulumi resources. Comes with the next release."""
