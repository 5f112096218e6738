"""What a version covers: links with the decisions on them, the gap matrix, candidates, and the report of it all."""
