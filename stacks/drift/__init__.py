"""What differs between the cloud, what was built, and what was designed: asked of the engine, changing nothing."""
