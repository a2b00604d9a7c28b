"""Electives: the national list, the path of an elective, its businesses, and what pupils learn."""

from .competences import Competence, Depth, Practice
from .electives import Backing, Elective, Material, Profile
from .listed import ListedElective, ListUpload
from .looking import Missed, SkillsLink
from .offerings import Offering, Reflection
from .path import PathStep, Stage

__all__ = [
    "Backing",
    "Competence",
    "Depth",
    "Elective",
    "ListUpload",
    "ListedElective",
    "Material",
    "Missed",
    "Offering",
    "PathStep",
    "Practice",
    "Profile",
    "Reflection",
    "SkillsLink",
    "Stage",
]
