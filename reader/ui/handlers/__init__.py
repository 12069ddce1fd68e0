"""What the commands do: one class a place, one method a command, named after its id."""
