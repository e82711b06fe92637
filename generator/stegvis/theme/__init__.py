"""The theme: templates, styles, scripts and the words of the interface, as package data."""
