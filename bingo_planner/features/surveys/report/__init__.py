"""Surveys in print: the report with its tables, charts and sentences, and the same figures as workbooks."""
