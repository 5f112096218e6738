"""One parser per kind of cell; a text in, what it says and what is wrong with it out."""
