"""On the screen: what every screen stands on: workspace, current store, page, theme, jobs."""
