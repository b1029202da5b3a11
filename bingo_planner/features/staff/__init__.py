"""People: secondees and their terms, duty holders of member bodies, duties and tasks."""
