"""Does it keep the common standards? Resources become findings. Comes with the next release."""
