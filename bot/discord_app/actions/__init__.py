"""What happens when someone types a command, presses a button or writes a message."""
