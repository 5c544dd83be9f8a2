"""What Python finds first in a rehearsed program that is not ours: this folder is on its path."""
