"""Each export read by programs that others wrote."""
