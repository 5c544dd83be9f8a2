"""Does it keep the common standards? Resources become findings."""
