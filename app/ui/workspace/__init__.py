"""The parts of the workspace: the transcript, the note and their dialogs."""
