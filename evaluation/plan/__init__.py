"""The action plan: from what was found to what gets better, with its gates."""
