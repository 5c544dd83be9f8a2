"""What each application becomes in the cloud: the kinds of target, whether they fit, and how big they are."""
