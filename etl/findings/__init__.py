"""What is found in a submission: the catalogue of sentences, the findings and the report they make up."""

from etl.findings.catalogue import CATALOGUE
from etl.findings.finding import Finding, find
from etl.findings.report import Report
from etl.findings.rule import SEVERITY_NAMES, Rule, Severity

__all__ = ["CATALOGUE", "SEVERITY_NAMES", "Finding", "Report", "Rule", "Severity", "find"]
