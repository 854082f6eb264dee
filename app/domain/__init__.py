"""What the program is about, in plain dataclasses. Imports the standard library alone."""
