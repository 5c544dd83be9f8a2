"""Decides under "cloud, unless" where each application goes."""
