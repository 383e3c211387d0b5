"""The capabilities: one folder each, deployed alone."""

import gc

# What an import allocates stays: with the default of 700 the collector goes over it hundreds of times and finds
# nothing, which is a tenth of a cold start.
gc.set_threshold(100_000, 20, 20)
