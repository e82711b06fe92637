"""Rules about a library, as a table of codes and functions."""
