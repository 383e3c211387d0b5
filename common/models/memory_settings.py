"""What a tenant allows its agents to remember."""

from pydantic import BaseModel, ConfigDict


class MemorySettings(BaseModel):
    """A tenant's choices."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    learning: bool = True
    """Whether facts are learned from conversations; those that are known stay."""
    embeddings: bool = True
    """Whether facts and questions go to the model of embeddings; without, recall goes by words alone."""
