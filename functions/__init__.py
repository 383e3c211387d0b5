"""The capabilities: one folder each, deployed alone."""

import gc

# What an import allocates stays: the collector would go over it many times and find nothing, which is a tenth of a cold
# start. The job registry's start, which ends every capability's imports, sets the threshold for the work that follows.
gc.set_threshold(2_000_000, 20, 20)
