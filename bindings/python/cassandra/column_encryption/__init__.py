"""Columns that the client encrypts, so that the server never sees their values."""
