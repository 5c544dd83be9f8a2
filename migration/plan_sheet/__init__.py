"""The plan as a spreadsheet that people edit: one row a move on the way out, pins on the way back."""
