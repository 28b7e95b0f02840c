"""Addresses of guidance."""

from django.urls import path

from guidance import before_views, cramp_views, summary_views, views

urlpatterns = [
    path("offline/", views.offline, name="offline"),
    path("guidance/", views.guidance, name="guidance"),
    path("guidance/tip/", views.guidance_tip, name="guidance_tip"),
    path("guidance/causes/<str:cause>/", views.cause, name="cause"),
    path("guidance/tips/<str:tip>/take-up/", views.take_up, name="take_up"),
    path("guidance/tips/<str:tip>/let-go/", views.let_go, name="let_go"),
    path("guidance/causes/<str:cause>/set-aside/", views.set_aside, name="set_aside"),
    path("guidance/causes/<str:cause>/bring-back/", views.bring_back, name="bring_back"),
    path("guidance/flags/<str:flag>/", views.flag_answer, name="flag_answer"),
    path("guidance/before/", before_views.before_training, name="before_training"),
    path("twinge/<uuid:entry_id>/before/", before_views.twinge_before, name="twinge_before"),
    path("guidance/signs/", views.signs, name="signs"),
    path("guidance/sources/", views.sources, name="sources"),
    path("guidance/sources/<str:claim>/", views.source, name="source"),
    path("cramp/", cramp_views.cramp, name="cramp"),
    path("cramp/help/", cramp_views.cramp_help, name="cramp_help"),
    path("summary/", summary_views.summary, name="summary"),
    path("summary/pdf/", summary_views.summary_pdf, name="summary_pdf"),
]
