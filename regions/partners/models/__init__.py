"""Businesses, how a region works with them, and what they bring."""

from .accountant import AccountantLink
from .apart import PairApart
from .businesses import Business, BusinessMerge
from .contributions import Contribution
from .documents import Document
from .financing import CofinancingNorm, EligibleBudget, HourlyRate
from .partnerships import ContactMoment, ContactPerson, Partnership, Proof, StepChange
from .proposals import GuidanceShare, Proposal
from .slips import BundledContribution, ContributionSlip
from .uploads import ContributionUpload

__all__ = [
    "AccountantLink",
    "BundledContribution",
    "Business",
    "BusinessMerge",
    "CofinancingNorm",
    "ContactMoment",
    "ContactPerson",
    "Contribution",
    "ContributionSlip",
    "ContributionUpload",
    "Document",
    "EligibleBudget",
    "GuidanceShare",
    "HourlyRate",
    "PairApart",
    "Partnership",
    "Proof",
    "Proposal",
    "StepChange",
]
