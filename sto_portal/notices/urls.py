from django.urls import path

from regions.web.lists import as_csv

from .holidays import views as holiday_views
from .pages import (
    digest_views,
    group_views,
    hook_views,
    link_views,
    mail_views,
    person_views,
    seen_views,
    unsubscribe_views,
)
from .pages.check import views as check_views

CHECK = "regions/<slug:slug>/check-in/<month:month>/check/"
DIGESTS = "regions/<slug:slug>/steering/digests/"

urlpatterns = [
    path(DIGESTS, digest_views.archive, name="digests"),
    path(f"{DIGESTS}<month:month>/", digest_views.digest, name="digest"),
    path(f"{DIGESTS}<month:month>/preview/", digest_views.preview, name="digest_preview"),
    path(
        f"{DIGESTS}<month:month>/preview/mail/",
        digest_views.preview_mail,
        name="digest_preview_mail",
    ),
    path(CHECK, check_views.check_in_check, name="check_in_check"),
    path(f"{CHECK}mail/", check_views.check_in_check_mail, name="check_in_check_mail"),
    path(f"{DIGESTS}<month:month>/seen/", seen_views.digest_seen, name="digest_seen"),
    path("digests/<secret:token>/", link_views.digest_link, name="digest_link"),
    path("mail/<int:pk>/revoke/", link_views.digest_link_revoke, name="digest_link_revoke"),
    path("unsubscribe/<secret:token>/", unsubscribe_views.unsubscribing, name="unsubscribe"),
    path("bureau/holidays/", holiday_views.holidays, name="bureau_holidays"),
    path("bureau/holidays/new/", holiday_views.new_holiday, name="bureau_holiday_new"),
    path("bureau/holidays/<int:pk>/", holiday_views.holiday, name="bureau_holiday"),
    path(
        "bureau/holidays/<int:pk>/delete/",
        holiday_views.delete_holiday,
        name="bureau_holiday_delete",
    ),
    path("mail/", mail_views.mails, name="mail"),
    path("mail/export.csv", as_csv(mail_views.mails), name="mail_csv"),
    path("mail/hook/", hook_views.mail_hook, name="mail_hook"),
    path("mail/decide/", group_views.mails_decide, name="mails_decide"),
    path("mail/addresses/", group_views.addresses_lift, name="addresses_lift"),
    path("account/mail/", person_views.my_mail, name="my_mail"),
    path("account/mail/<int:pk>/", person_views.my_mail_resume, name="my_mail_resume"),
    path("mail/people/<int:pk>/", person_views.person_mail, name="person_mail"),
    path(
        "mail/people/<int:pk>/resume/<int:subscription>/",
        person_views.person_mail_resume,
        name="person_mail_resume",
    ),
    path("mail/people/<int:pk>/lift/", person_views.person_mail_lift, name="person_mail_lift"),
    path("mail/<int:pk>/", mail_views.mail, name="mail_detail"),
    path("mail/<int:pk>/html/", mail_views.mail_html, name="mail_html"),
    path("mail/<int:pk>/decide/", mail_views.mail_decide, name="mail_decide"),
]
