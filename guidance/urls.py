"""Addresses of guidance."""

from django.urls import path

from guidance import views

urlpatterns = [
    path("offline/", views.offline, name="offline"),
    path("guidance/", views.guidance, name="guidance"),
    path("guidance/tip/", views.guidance_tip, name="guidance_tip"),
    path("guidance/causes/<str:cause>/", views.cause, name="cause"),
    path("guidance/causes/<str:cause>/set-aside/", views.set_aside, name="set_aside"),
    path("guidance/causes/<str:cause>/bring-back/", views.bring_back, name="bring_back"),
    path("guidance/flags/<str:flag>/", views.flag_answer, name="flag_answer"),
    path("guidance/signs/", views.signs, name="signs"),
    path("guidance/sources/", views.sources, name="sources"),
    path("guidance/sources/<str:claim>/", views.source, name="source"),
    path("cramp/", views.cramp, name="cramp"),
]
