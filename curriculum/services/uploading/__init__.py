"""An upload from its first byte: read, compared with what is there, chosen from, taken in, undone."""
