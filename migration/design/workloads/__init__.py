"""What each kind of workload is in detail: one file for each way of building."""
