"""The sentences for files of answers: what cannot be read, and what stands wrong in a cell."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "survey_file.stopped": ("Stopped; nothing was taken in.", ""),
        "survey_file.empty": (
            "There are no answers in {file}.",
            "Check that it is the file with one row a respondent.",
        ),
        "survey_file.no_head": (
            "No heads of columns were found in {file}.",
            "Write the numbers or words of the questions above the answers.",
        ),
        "survey_file.no_sheet": ("{file} has no sheet “{sheet}”.", "Choose one of: {names}"),
        "survey_file.no_codes": (
            "{file} is no code sheet.",
            "Use columns for the number, the question, the kind of answer and the options.",
        ),
        "survey_file.range": (
            "“{text}” is no option of “{question}”.",
            "Its codes are {codes}. Correct the file or the code sheet.",
        ),
        "survey_file.many": (
            "“{text}” holds several codes, but “{question}” allows one.",
            "Keep one code, or make it a multiple answer (MA).",
        ),
        "survey_file.tick": (
            "“{text}” does not say whether the option was ticked.",
            "Write 1 where it was and 0 where not.",
        ),
        "survey_file.town": ("“{text}” is no town known here.", "Correct the file or the code sheet."),
        "survey_file.number": ("“{text}” cannot be read as a number.", "Write numbers like 1,234 or △56."),
        "survey_file.formula": (
            "“{text}” is a formula without a result.",
            "Put the formula right in Excel, or write the answer itself.",
        ),
        "survey_file.day": (
            "“{text}” is a day, which is what Excel makes of 1/2.",
            "Write the codes as text, such as 1;2.",
        ),
        "survey_file.row_long": (
            "The row goes on behind the last column (“{text}”).",
            "Put answers that hold a comma between quotation marks.",
        ),
        "survey_file.head_twice": (
            "{count} columns are called “{text}” ({columns}); each is a question of its own.",
            "Give them names of their own, or leave one out.",
        ),
        "survey_file.too_many": ("“{text}” is more than the {most} answers that may be chosen.", ""),
        "survey_file.not_asked": (
            "“{text}” answers {question}, which this respondent was not asked.",
            "Check the condition or the answer before it.",
        ),
        "survey_file.key_twice": ("“{text}” stands in row {row} already.", "Leave one of them out."),
        "survey_file.row_twice": ("All answers are those of row {row}.", "It was probably sent twice."),
        "survey_file.condition": (
            "The condition of {question} names {other}, which is no question with options here.",
            "Correct the code sheet.",
        ),
        "survey_file.no_column": ("No column was found for {question} of the code sheet.", ""),
        "survey_file.traces": (
            "{count} texts of “{question}” seem to hold a telephone number, an address or a mail address.",
            "",
        ),
        "survey_file.bad": (
            "{count} things in the file cannot be taken in. Nothing was changed.",
            "Correct the file, leave those rows out, or count those cells as no answer.",
        ),
        "survey_file.bad_sheet": (
            "The code sheet has {count} things that cannot be read. Nothing was changed.",
            "Correct the code sheet.",
        ),
        "survey_file.nothing": ("No row can be taken in.", "Check columns and code sheet."),
        "survey_file.no_question": ("No column is taken in as a question.", "Choose at least one."),
        "survey_file.has_answers": (
            "“{name}” has {count} answers from {file} already.",
            "Choose to replace them.",
        ),
    }
)
