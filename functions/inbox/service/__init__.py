"""What the inbox decides: reading, replying, and what people do about messages that did not arrive."""
