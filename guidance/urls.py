"""Addresses of guidance."""

from django.urls import path

from guidance import trial_views, views

urlpatterns = [
    path("offline/", views.offline, name="offline"),
    path("guidance/", views.guidance, name="guidance"),
    path("guidance/tip/", views.guidance_tip, name="guidance_tip"),
    path("guidance/causes/<str:cause>/set-aside/", views.set_aside, name="set_aside"),
    path("guidance/causes/<str:cause>/bring-back/", views.bring_back, name="bring_back"),
    path("guidance/flags/<str:flag>/", views.flag_answer, name="flag_answer"),
    path("guidance/signs/", views.signs, name="signs"),
    path("guidance/sources/", views.sources, name="sources"),
    path("guidance/sources/<str:claim>/", views.source, name="source"),
    path("cramp/", views.cramp, name="cramp"),
    path("trials/", trial_views.trials, name="trials"),
    path("trials/new/<str:cause>/", trial_views.trial_new, name="trial_new"),
    path("trials/<uuid:entry_id>/", trial_views.trial, name="trial"),
    path("trials/<uuid:entry_id>/draw/", trial_views.trial_draw, name="trial_draw"),
    path("trials/<uuid:entry_id>/did/", trial_views.trial_did, name="trial_did"),
    path("trials/<uuid:entry_id>/more/", trial_views.trial_more, name="trial_more"),
    path("trials/<uuid:entry_id>/stop/", trial_views.trial_stop, name="trial_stop"),
]
