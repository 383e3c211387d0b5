"""What work costs: billed operations, import time, and throughput, each beside its budget."""
