"""The letter of inquiry (询问函) to a body about its report."""
