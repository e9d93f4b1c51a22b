"""What examples/make_xingfu.py is made of: seeded chance, an invented town, and one maker a ledger."""
