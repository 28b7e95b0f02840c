"""The models and drawings of Today, a day and the week."""
