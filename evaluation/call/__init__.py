"""The call and the two days after it: the day's checklist, a card for each strand, the log, the check of the draft."""
