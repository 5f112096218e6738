"""What the rooms of the tool say to each other: words, records, problems, the report. Standard library only."""
