"""What more than one room computes: intervals and the logistic fit."""
