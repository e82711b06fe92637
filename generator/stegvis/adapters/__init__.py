"""What calls the generator: the command line, MkDocs, Babel."""
