"""What Twinge sends by itself, to those who asked for it: the evening question, the mail of a week, a calendar."""
