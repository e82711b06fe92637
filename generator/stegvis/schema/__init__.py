"""What the fields of the model hold: type information, the walk over text, and JSON Schemas."""
