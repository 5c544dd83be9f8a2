"""A simulated Azure for the real Pulumi engine: every stack is built, built again and destroyed without a cloud."""
