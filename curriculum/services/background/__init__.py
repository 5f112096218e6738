"""Long work: the job table, which is the truth, and the process that does the heavy part."""
