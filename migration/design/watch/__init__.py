"""What watches and locks what stands, decided: alerts, locks, logs of management groups, what machines send."""
