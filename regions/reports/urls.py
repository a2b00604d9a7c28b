from django.urls import path

from .formats import views as format_views
from .out import views as out_views
from .pages import answer_views, remark_views, signing_views, views

ROOM = "regions/<slug:slug>/plan/reports/"
ONE = f"{ROOM}<int:pk>/"
ANSWER = f"{ONE}answers/<int:answer>/"
REMARK = f"{ONE}remarks/<int:remark>/"

FORMATS = "bureau/report-formats/"
FORMAT = f"{FORMATS}<int:pk>/"

urlpatterns = [
    path(FORMATS, format_views.formats, name="bureau_report_formats"),
    path(f"{FORMATS}new/", format_views.new_format, name="bureau_report_format_new"),
    path(FORMAT, format_views.one, name="bureau_report_format"),
    path(f"{FORMAT}format.json", format_views.as_file, name="bureau_report_format_file"),
    path(f"{FORMAT}end/", format_views.stop, name="bureau_report_format_end"),
    path(f"{FORMAT}remove/", format_views.remove, name="bureau_report_format_remove"),
    path(ROOM, views.reports, name="reports"),
    path(f"{ROOM}new/", views.new_report, name="report_new"),
    path(f"{ROOM}moments/<int:moment>/", views.report_of_moment, name="report_of_moment"),
    path(ONE, views.report, name="report"),
    path(f"{ONE}questions/<int:number>/", views.question, name="report_question"),
    path(f"{ONE}refresh/", views.refresh_report, name="report_refresh"),
    path(f"{ONE}remove/", views.remove_report, name="report_remove"),
    path(ANSWER, answer_views.answer, name="report_answer"),
    path(f"{ANSWER}settle/", answer_views.settle_answer, name="report_answer_settle"),
    path(f"{ANSWER}draft/", answer_views.drop_answer, name="report_answer_draft"),
    path(f"{ONE}questions/<int:number>/remark/", remark_views.add, name="report_remark"),
    path(f"{REMARK}reply/", remark_views.answer, name="report_remark_reply"),
    path(f"{REMARK}remove/", remark_views.remove, name="report_remark_remove"),
    path(f"{ONE}offer/", signing_views.offer_report, name="report_offer"),
    path(f"{ONE}establish/", signing_views.establish_report, name="report_establish"),
    path(f"{ONE}text/", out_views.text, name="report_text"),
    path(f"{ONE}report.docx", out_views.word, name="report_docx"),
    path(f"{ONE}sent/", signing_views.send_report, name="report_send"),
]
