"""Does it keep the common standards? Resources become findings."""

VERSION = "0.1.0"
"""The version of the policy pack: that of the whole distribution."""
