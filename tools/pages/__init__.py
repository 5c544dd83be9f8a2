"""The reference pages of the documentation: made from the program itself, so that they cannot say anything else."""
