"""Ways of looking at running machines, one file each: over SSH, WinRM, SNMP. Comes with the next release."""
