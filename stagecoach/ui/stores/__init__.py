"""On the screen: before a store is open: welcome, lock screen, who are you."""
