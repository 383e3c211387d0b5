"""What `contacts` decides: which addresses are whose, what people write down about a contact, and audiences."""
