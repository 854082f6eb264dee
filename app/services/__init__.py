"""Use cases: what a clinician does with Sotto, for the window and the command line alike."""
