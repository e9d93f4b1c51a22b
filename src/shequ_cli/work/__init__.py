"""What the records say: periods, measures, figures, reports, plans, deadlines. Pure."""
