"""Tests of the window, offscreen, by clicks and keys."""
