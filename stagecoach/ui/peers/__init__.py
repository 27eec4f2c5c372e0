"""Peer coaching on screen: pairs, their sessions, and what is learned by it."""
