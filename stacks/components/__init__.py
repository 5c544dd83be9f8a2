"""The building blocks of the landing zone and of machines: one file each, each with the resources it makes."""
