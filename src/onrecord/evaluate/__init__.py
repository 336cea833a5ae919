"""Standard scores on public gold data; each module reads one task's sets."""
