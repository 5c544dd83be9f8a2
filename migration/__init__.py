"""What should happen, and when? An estate becomes dispositions, a plan and an architecture."""
