"""What a good record is: schema, reading, checks, code lists, privacy. Pure."""
