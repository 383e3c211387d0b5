"""The simulated Telegram Bot API: what Telegram's servers answer and what they post to the bot."""
