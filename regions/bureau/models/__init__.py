from .intake import IntakeUpload
from .register import SchoolSite, SiteUpload

__all__ = ["IntakeUpload", "SchoolSite", "SiteUpload"]
