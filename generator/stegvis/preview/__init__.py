"""The translator’s preview: pages that name their messages, and what is known of each."""
