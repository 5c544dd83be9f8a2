"""What a committee reads: pure functions that make tables of a plan, and the templates that show them."""
