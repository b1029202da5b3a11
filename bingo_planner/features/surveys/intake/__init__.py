"""The way in: files of any kind become answers with their code sheet, or a list of what cannot be read."""
