"""The way from the terminal and to it: bytes into keys, frames into bytes, and its modes put back."""
