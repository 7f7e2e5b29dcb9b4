"""What could be seen of the school on two days of the week, and what is true of it but not to be seen then."""
