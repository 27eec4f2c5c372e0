"""The program as a person uses it: on a screen with a window manager, by keys and clicks."""
