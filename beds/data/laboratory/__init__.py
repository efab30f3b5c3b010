"""The files of the policy laboratory: weeks, people, measures and differences as CSV, a workbook and the plots."""
