"""Ways of looking at running machines, one file each. SSH is the first."""
