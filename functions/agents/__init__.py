"""Card of `agents`: the AI agents of a tenant, a sandbox to try them in, and what they did.

Trigger: HTTP, `/api/agents/...`.
Reads: agents, the tenant, its channels, the counters of agents' days; in the sandbox, the contact that is named and
    what is known about them.
Asks: a language model, in the sandbox.
Writes: agents, the agent of a channel, the audit trail; the month's counters of the language model.
Hands over to: `dispatch`, which finds an agent at its channel.
Safe to repeat because: a change is one commit on the condition that agent and channels are unchanged; what is made
    under one Idempotency-Key is made once; the sandbox sends and keeps nothing.
"""
