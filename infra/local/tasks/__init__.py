"""Cloud Tasks on this machine: the real gRPC API, and real HTTP dispatch with the real service's rules."""

from infra.local.tasks.service import TaskService
from infra.local.tasks.stats import QueueStats

__all__ = ["QueueStats", "TaskService"]
