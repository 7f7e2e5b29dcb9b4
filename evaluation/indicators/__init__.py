"""Numbers that stand beside judgements: what they measure, of whom and when, and which national figure is the same."""
