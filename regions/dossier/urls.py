from django.urls import path

from . import files, views
from .letters import views as letter_views
from .moments import bureau_views
from .moments import views as moment_views
from .notices import views as notice_views

DOSSIER = "regions/<slug:slug>/dossier/"
MOMENTS = "bureau/moments/"

urlpatterns = [
    path(DOSSIER, views.dossier, name="dossier"),
    path(f"{DOSSIER}moments/<int:pk>/", moment_views.hand_in, name="moment_hand_in"),
    path(f"{DOSSIER}moments/<int:pk>/back/", moment_views.take_back, name="moment_back"),
    path(f"{DOSSIER}changes/<int:pk>/", notice_views.of_change, name="notice_of_change"),
    path(f"{DOSSIER}activities/<uuid:key>/", notice_views.of_activity, name="notice_of_activity"),
    path(f"{DOSSIER}notices/", notice_views.notices, name="notices"),
    path(f"{DOSSIER}notices/new/", notice_views.new_notice, name="notice_new"),
    path(f"{DOSSIER}notices/<int:pk>/", notice_views.notice, name="notice"),
    path(f"{DOSSIER}notices/<int:pk>/edit/", notice_views.edit_notice, name="notice_edit"),
    path(f"{DOSSIER}notices/<int:pk>/remove/", notice_views.remove_notice, name="notice_remove"),
    path(f"{DOSSIER}letters/", letter_views.letters, name="letters"),
    path(f"{DOSSIER}letters/new/", letter_views.new_letter, name="letter_new"),
    path(f"{DOSSIER}letters/<int:pk>/", letter_views.letter, name="letter"),
    path(f"{DOSSIER}letters/<int:pk>/edit/", letter_views.edit_letter, name="letter_edit"),
    path(f"{DOSSIER}letters/<int:pk>/remove/", letter_views.remove_letter, name="letter_remove"),
    path(f"{DOSSIER}letters/<int:pk>/points/", letter_views.new_point, name="point_new"),
    path(f"{DOSSIER}points/<int:pk>/", letter_views.edit_point, name="point"),
    path(f"{DOSSIER}points/<int:pk>/done/", letter_views.done_point, name="point_done"),
    path(f"{DOSSIER}points/<int:pk>/remove/", letter_views.remove_point, name="point_remove"),
    path(f"{DOSSIER}files/<uuid:uid>/", files.file, name="dossier_file"),
    path(f"{DOSSIER}files/<uuid:uid>/remove/", files.remove_file, name="dossier_file_remove"),
    path(MOMENTS, bureau_views.moments_page, name="bureau_moments"),
    path(f"{MOMENTS}new/", bureau_views.edit_moment, name="bureau_moment_new"),
    path(f"{MOMENTS}known/", bureau_views.known_moments, name="bureau_moments_known"),
    path(f"{MOMENTS}<int:pk>/", bureau_views.moment, name="bureau_moment"),
    path(f"{MOMENTS}<int:pk>/edit/", bureau_views.edit_moment, name="bureau_moment_edit"),
    path(f"{MOMENTS}<int:pk>/move/", bureau_views.move_moment, name="bureau_moment_move"),
    path(f"{MOMENTS}<int:pk>/drop/", bureau_views.drop_moment, name="bureau_moment_drop"),
    path(f"{MOMENTS}<int:pk>/regions/", bureau_views.except_region, name="bureau_exception_new"),
    path(
        f"{MOMENTS}exceptions/<int:pk>/end/",
        bureau_views.stop_exception,
        name="bureau_exception_end",
    ),
]
