"""What makes Sotto itself: note formats, evidence, drafting, and the check of every sentence."""
