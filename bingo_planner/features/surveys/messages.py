"""The sentences for what this room refuses."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "survey.no_question": ("There is no question “{question}”.", "Choose one of the code sheet."),
        "survey.no_answers": ("There are no answers to “{question}” of the kind that is asked for.", ""),
        "survey.option_text": ("“{text}” is not CODE=WORDS.", "Write options like 1=男性|2=女性|9=無回答."),
        "survey.option_twice": ("The code {code} stands for two options.", "Give each option its own code."),
        "survey.condition_text": ("“{text}” is not QUESTION=CODE.", "Write conditions like q3=1|2."),
        "survey.not_coded": ("“{question}” has no options to count.", "Choose a question with options."),
        "survey.nested_many": ("A question with more than five multiple answers cannot be nested.", ""),
        "survey.at": ("{place}: {reason}", ""),
        "survey.at_many": ("{place}: {reason} ({more} more)", ""),
        "survey.file_empty": ("“{file}” holds no table.", "Check that it is the right file."),
        "survey.row_long": (
            "Row {row} of “{file}” goes on behind the last column (“{text}”).",
            "Put answers that hold a comma between quotation marks.",
        ),
        "survey.target_sum": (
            "The total {text} is not the sum of the categories, {total}.",
            "Correct it, or leave the line of the total out.",
        ),
        "survey.no_column": ("“{file}” has no column “{column}”.", "It has: {columns}"),
        "survey.column_twice": (
            "“{file}” has two columns “{column}”.",
            "Give each column a name of its own.",
        ),
        "survey.id_missing": ("The question has no id.", "Write one such as q1."),
        "survey.type": ("“{text}” is no type of question.", "Choose one of: {choices}"),
        "survey.no_options": ("“{question}” has no options.", "Write options like 1=男性|2=女性|9=無回答."),
        "survey.question_twice": ("The id “{question}” is given to two questions.", "Give each its own id."),
        "survey.condition_circle": (
            "The conditions of “{question}” lead back to itself.",
            "Correct who is asked.",
        ),
        "survey.condition_free": ("A condition cannot ask about the free text “{question}”.", ""),
        "survey.condition_code": ("“{question}” has no option {code}.", "Use a code of that question."),
        "survey.number_missing": ("A number is missing.", "Fill it in for every answer."),
        "survey.number_small": ("“{text}” is less than 0.", "Check the figure."),
        "survey.number_zero": ("A population of 0 cannot be.", "Check the figure."),
        "survey.name_missing": ("Nothing is written here.", "Fill it in for every row."),
        "survey.free": ("“{question}” is free text and has no table.", "Sort it into groups first."),
        "survey.axis_kind": (
            "“{question}” cannot be an axis, for it has no options.",
            "Sort its figures into classes first.",
        ),
        "survey.cancelled": ("The work was stopped.", "Nothing was changed."),
        "survey.no_margin": ("There is no margin to weight to.", "Name at least one question with totals."),
        "survey.target_twice": ("{question} “{code}” has two totals.", "Give each category one."),
        "survey.target_empty": (
            "Nobody answered in categories that have a target: {categories}.",
            "Merge them with a neighbouring category.",
        ),
        "survey.target_zero": (
            "Categories with answers have a target of 0: {categories}.",
            "Give them a target or leave their answers out.",
        ),
        "survey.totals_disagree": (
            "The totals disagree: {one} sums to {total}, {other} to {other_total}.",
            "Use one population for all margins.",
        ),
        "survey.trim_bounds": (
            "The limits {low} and {high} do not lie on either side of the mean.",
            "Give multiples such as 0.3,3.",
        ),
        "survey.rake_open": (
            "No weights meet all margins ({rounds} rounds); furthest off is {margin} “{category}”.",
            "Merge categories, or use fewer margins.",
        ),
        "survey.untargeted": (
            "{count} answers have no target in {question}: {codes} (first in row {row}).",
            "Give their codes a target, or keep their weights as they are.",
        ),
        "survey.nest_same": ("An attribute cannot be nested in itself.", "Choose two different ones."),
        "survey.match_text": ("“{text}” is not NEW=OLD.", "Write options like 1=1|2=2+3."),
        "survey.match_code": ("“{question}” has no option {code}.", "Type numbers of its options."),
        "survey.match_twice": (
            "The earlier option {code} stands for two options.",
            "Give it to one of them.",
        ),
        "survey.link_kind": (
            "“{question}” and “{earlier}” are not answered in the same way.",
            "Link questions of the same kind.",
        ),
        "survey.link_later": ("“{name}” is no earlier survey.", "Link to one of an earlier year."),
        "survey.link_first": ("Nothing is linked in this column yet.", "Type the question then first."),
        "survey.no_respondents": ("There is no respondent.", "Check the file of answers."),
        "survey.weight_value": (
            "The weight of answer {row} is not a number of 0 or more.",
            "Check the weights.",
        ),
        "survey.weight_none": ("Every weight is 0.", "Check the weights."),
        "survey.fpc_value": (
            "The population size of answer {row} is not a number above 0.",
            "Check the column.",
        ),
        "survey.fpc_mixed": (
            "Some population sizes are below 1 and some above.",
            "Give sizes throughout, or sampling fractions throughout.",
        ),
        "survey.fpc_varies": (
            "The stratum “{stratum}” has more than one population size.",
            "Give one size a stratum.",
        ),
        "survey.fpc_small": (
            "The stratum “{stratum}” has a population of {population}, but {drawn} were drawn.",
            "Where clusters were drawn, give the number of clusters.",
        ),
        "survey.lonely": (
            "Errors cannot be worked out for strata with a single answer or cluster: {strata}.",
            "Put them together with a similar stratum, or say how they count.",
        ),
        "survey.lonely_sample": (
            "Errors cannot be worked out from a single answer or cluster.",
            "Check the columns of the design.",
        ),
        "survey.lonely_only": (
            "Every stratum has a single answer or cluster, so no error can be worked out.",
            "Check the column of the strata.",
        ),
    }
)
