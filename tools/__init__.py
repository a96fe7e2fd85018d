"""What the Makefile needs done: each a small script, run as ``python -m tools.<name>``.

Scripts that run before anything is installed (`install`, `system`) use the standard library only.
"""
