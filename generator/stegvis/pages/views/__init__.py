"""Views: plain values that templates loop over, without questions to the model."""
