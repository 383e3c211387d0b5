"""A stand-in for the servers that outgoing webhooks are posted to: it keeps what comes, and fails when it is told to.

Each name under `/sim/receiver/` is a receiver of its own. It checks no signature: whoever reads its log can.
"""
