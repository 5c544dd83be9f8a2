"""What do we have? Sources become claims, claims become one estate."""
