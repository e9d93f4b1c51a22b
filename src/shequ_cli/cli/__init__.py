"""The command line: parse, call, show. The only layer that prints, prompts or reads the clock and the environment."""
