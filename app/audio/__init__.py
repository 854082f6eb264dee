"""Sound: microphones, sound files, playback, and the recorder process."""
