"""The sentences for what is refused about surveys that are held, and about files of answers."""

from __future__ import annotations

from bingo_planner.kernel.messages import register_messages

register_messages(
    {
        "survey.year_locked": ("{year} is settled.", "To correct it, unlock the year and write the reason."),
        "survey.kind": ("Records of the kind “{kind}” are not kept here.", ""),
        "survey.dates_crossed": ("The end comes before the start.", "Check both days."),
        "survey.name_taken": ("“{name}” is there already in that year.", "Choose another name."),
        "survey.key_taken": ("“{key}” is the id of another question.", "Choose another id."),
        "survey.stratum_twice": ("“{name}” is a stratum already.", "Change that one."),
        "survey.stratum_name": (
            "The stratum names neither a town nor a part.",
            "Choose a town or write a name.",
        ),
        "survey.more_than": ("{label} is more than {other} ({count}).", "Check both figures."),
        "survey.scores": ("“{text}” is not CODE=POINTS.", "Write points like 1=2|2=1|3=0|4=-1|5=-2."),
        "survey.answers_held": (
            "“{name}” has {count} answers.",
            "Move the survey as a whole to the bin, or take the file back with Undo.",
        ),
        "survey.question_held": (
            "“{name}” has answers; they rest on its kind and options.",
            "Change its words, or take the file in again with a new code sheet.",
        ),
        "survey.from_files": ("Answers come from files only.", "Take a file in."),
        "survey.none": ("There is no survey yet.", "Make one first."),
        "survey.nothing_to_copy": ("There is no earlier survey to copy.", "Make one from scratch."),
        "survey.no_town_question": (
            "No question says the town.",
            "Choose under 取り込み which question says the town, or give it the role in the design.",
        ),
        "survey.no_role": (
            "No question says the {role}.",
            "Choose over the weights which question does.",
        ),
        "survey.no_meaning": (
            "No option of “{question}” can be read as a {role}.",
            "Choose another question, or write its options so that they name it.",
        ),
        "survey.no_people": (
            "The population source does not have these towns, ages and sexes.",
            "Choose another source or year, or other margins.",
        ),
        "survey.empty_targets": (
            "Nobody answered in {count} categories that people live in: {names}.",
            "Put them together with the category beside them.",
        ),
        "survey.no_source": (
            "No source of the population is chosen.",
            "Choose where the population comes from.",
        ),
        "survey.no_answers_yet": ("There are no answers to weight yet.", "Take a file of answers in first."),
        "survey.no_population": (
            "No population is known for the towns of this survey.",
            "Choose a source and a year that has the ages asked.",
        ),
        "survey.batch_gone": ("These answers are no longer held.", "Take the file in again."),
    }
)
