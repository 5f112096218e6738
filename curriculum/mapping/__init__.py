"""The matching engine and the curriculum graph."""
