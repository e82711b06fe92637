"""What the checks know of each language: its typography, and words that may or may not stand in it."""
