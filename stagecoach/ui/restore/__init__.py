"""A backup put back: looked at beside the open store, and put back from the lock screen."""
