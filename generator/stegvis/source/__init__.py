"""Files to the model, or diagnostics with file, line and column."""
