"""Addresses of guidance."""

from django.urls import path

from guidance.cramp import views as cramp
from guidance.howto import views as howto
from guidance.library import views as library
from guidance.overview import views as overview
from guidance.planning import views as planning
from guidance.rewind import views as rewind
from guidance.summary import views as summary
from guidance.trials import views as trials

urlpatterns = [
    path("offline/", cramp.offline, name="offline"),
    path("cramp/kept/", cramp.cramp_kept, name="cramp_kept"),
    path("guidance/flags-at-once/", overview.flags_at_once, name="flags_at_once"),
    path("guidance/", overview.guidance, name="guidance"),
    path("guidance/tip/", overview.guidance_tip, name="guidance_tip"),
    path("guidance/causes/<str:cause>/", library.cause, name="cause"),
    path("guidance/tips/<str:tip>/take-up/", overview.take_up, name="take_up"),
    path("guidance/tips/<str:tip>/let-go/", overview.let_go, name="let_go"),
    path("guidance/causes/<str:cause>/set-aside/", overview.set_aside, name="set_aside"),
    path("guidance/causes/<str:cause>/bring-back/", overview.bring_back, name="bring_back"),
    path("guidance/flags/<str:flag>/", overview.flag_answer, name="flag_answer"),
    path("guidance/before/", planning.before_training, name="before_training"),
    path("guidance/how-to/", howto.how_tos, name="how_tos"),
    path("guidance/how-to/<str:how_to>/", howto.how_to, name="how_to"),
    path("twinge/<uuid:entry_id>/before/", rewind.twinge_before, name="twinge_before"),
    path("guidance/signs/", library.signs, name="signs"),
    path("guidance/sources/", library.sources, name="sources"),
    path("guidance/sources/<str:claim>/", library.source, name="source"),
    path("cramp/", cramp.cramp, name="cramp"),
    path("cramp/help/", cramp.cramp_help, name="cramp_help"),
    path("summary/", summary.summary, name="summary"),
    path("summary/pdf/", summary.summary_pdf, name="summary_pdf"),
    path("settings/shared/", summary.shared_summaries, name="shared_summaries"),
    path("settings/shared/<uuid:shared_id>/end/", summary.shared_end, name="shared_end"),
    path("shared/<str:key>/", summary.shared_summary, name="shared_summary"),
    path("trials/", trials.trials, name="trials"),
    path("trials/new/<str:cause>/", trials.trial_new, name="trial_new"),
    path("trials/together/<str:causes>/", trials.trials_together, name="trials_together"),
    path("trials/<uuid:entry_id>/", trials.trial, name="trial"),
    path("trials/<uuid:entry_id>/skip/", trials.trial_skip, name="trial_skip"),
    path("trials/<uuid:entry_id>/draw/", trials.trial_draw, name="trial_draw"),
    path("trials/<uuid:entry_id>/did/", trials.trial_did, name="trial_did"),
    path("trials/<uuid:entry_id>/more/", trials.trial_more, name="trial_more"),
    path("trials/<uuid:entry_id>/stop/", trials.trial_stop, name="trial_stop"),
]
