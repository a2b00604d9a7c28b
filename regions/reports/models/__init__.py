"""What the funder asks, what a region answers, and what is remarked before it goes."""

from .answers import ReportAnswer, ReportRemark
from .formats import ReportFormat, ReportQuestion
from .reports import Report

__all__ = ["Report", "ReportAnswer", "ReportFormat", "ReportQuestion", "ReportRemark"]
