"""Tests of Sotto."""
