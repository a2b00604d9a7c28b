"""Which roles there are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    LEADER = "leader", _("Programme leader")
    DEPUTY = "deputy", _("Deputy programme leader")
    CHAIR = "chair", _("Chair of the steering group")
    LEAD_APPLICANT = "lead_applicant", _("Lead applicant")
    SCHOOL_BOARD = "school_board", _("School board member")
    BUSINESS = "business", _("Business member")
    CONTROLLER = "controller", _("Controller")
    ADVISOR = "advisor", _("National advisor")
    BUREAU = "bureau", _("National bureau")


LEADER_ROLES = frozenset({Role.LEADER, Role.DEPUTY})
STEERING_ROLES = frozenset({Role.CHAIR, Role.LEAD_APPLICANT, Role.SCHOOL_BOARD, Role.BUSINESS})
