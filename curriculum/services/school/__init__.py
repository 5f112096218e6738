"""The school: its programmes and cohorts, the lists they are held against, the people and what they may do."""
