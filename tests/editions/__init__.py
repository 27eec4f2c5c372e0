"""A small real store of each released edition; `make.py` makes that of the newest."""
