"""What can be learned from a library: review, statistics, agreement, suggestions."""
