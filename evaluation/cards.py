"""What a school would say of a strand when asked, drafted from what is stored."""
