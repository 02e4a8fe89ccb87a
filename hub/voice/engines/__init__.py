"""Recognisers, wake words, voice activity and speech: one engine a file."""
