"""Dutch text in, words, terms and vectors out."""
