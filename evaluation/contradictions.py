"""What does not fit, each in a sentence: grades, evidence, findings, actions and leaders against each other."""
