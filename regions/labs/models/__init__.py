from .calendars import CalendarFeed
from .events import Attendance, Event, EventChange
from .labs import Lab

__all__ = ["Attendance", "CalendarFeed", "Event", "EventChange", "Lab"]
