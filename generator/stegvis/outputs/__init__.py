"""What a site is written as: HTML, PDF, files for use without a network."""
