"""What the board does with the candidates: the outlook of a version and the decisions taken in it."""
