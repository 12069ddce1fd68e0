"""What the reader must withstand."""
