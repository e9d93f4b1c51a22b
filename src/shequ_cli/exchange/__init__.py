"""Tables that come in and go out: batches for `add --from`, results for `query -o`."""
