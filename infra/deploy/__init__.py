"""Brings what runs on one machine to Google Cloud: stages each function, provisions what it stands on, deploys."""
