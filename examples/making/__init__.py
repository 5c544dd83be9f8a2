"""The tables the county example is made from. Every name, figure and date in them is invented."""
