"""The index that is in use, and its rebuilding beside the running bot."""
