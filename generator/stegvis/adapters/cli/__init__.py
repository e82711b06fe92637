"""The command `stegvis`."""
