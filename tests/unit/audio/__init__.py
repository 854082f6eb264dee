"""Tests of app.audio."""
