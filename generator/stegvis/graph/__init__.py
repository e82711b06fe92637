"""Pure functions on step graphs."""
