"""The journal format in and out."""
