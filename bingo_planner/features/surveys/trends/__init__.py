"""What was asked before: earlier questions linked to this survey's, figures side by side with their errors."""
