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
