"""The PDF kit: fonts, page frames, Japanese paragraphs, tables, figures, contents.

`model` and `charts` say what a paper holds and are light to import; `document.build` makes the file and loads the rest.
"""
