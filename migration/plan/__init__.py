"""When each application moves: the rules, the search for dates, and the check of every plan without the solver."""
