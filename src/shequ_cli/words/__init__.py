"""The words everything else is said in: standard library only, no I/O."""
