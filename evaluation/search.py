"""Finding words in texts: every word asked for, whatever the case and accents."""
