"""What a plan costs, by whom and by month: prices, cash flow from the actual dates, and ceilings."""
