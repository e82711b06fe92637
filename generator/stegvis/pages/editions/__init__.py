"""Editions of sheets: each is a row of the table, with a module of its own where it has logic of its own."""
