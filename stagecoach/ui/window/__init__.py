"""On the screen: assembly: the main window, its menus, pages and side bar; nothing but the app imports it."""
