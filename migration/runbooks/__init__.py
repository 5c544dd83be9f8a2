"""A wave becomes a cut-over runbook: every step with its day, its people, its check and its way back."""
