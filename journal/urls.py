"""The journal's addresses: nouns for pages, verbs for what a button does."""

from django.urls import path

from journal.views import bouts, dates, drinks, entries, episodes, fill, sessions, settings, system, today, week

urlpatterns = [
    path("", today.today, name="today"),
    path("day/<str:date>/", today.day, name="day"),
    path("log/quick/", today.quick, name="quick"),
    path("log/session/", sessions.session_new, name="session_new"),
    path("log/session/summary/", sessions.session_summary, name="session_summary"),
    path("log/twinge/", episodes.twinge_new, name="twinge_new"),
    path("cramp/clock/", bouts.cramp_clock, name="cramp_clock"),
    path("cramp/eased/", bouts.cramp_eased, name="cramp_eased"),
    path("log/drink/", drinks.drink_new, name="drink_new"),
    path("log/sleep/", dates.sleep_new, name="sleep_new"),
    path("log/check-in/", dates.checkin_new, name="checkin_new"),
    path("session/<uuid:entry_id>/", sessions.session, name="session"),
    path("session/<uuid:entry_id>/fill/<str:question>/", fill.session_fill, name="session_fill"),
    path("day/<str:date>/fill/<str:question>/", fill.day_fill, name="day_fill"),
    path("session/<uuid:entry_id>/aftermath/", today.aftermath, name="aftermath"),
    path("twinge/<uuid:entry_id>/", episodes.twinge, name="twinge"),
    path("drink/<uuid:entry_id>/", drinks.drink, name="drink"),
    path("sleep/<uuid:entry_id>/", dates.sleep, name="sleep"),
    path("check-in/<uuid:entry_id>/", dates.checkin, name="checkin"),
    path("<str:kind>/<uuid:entry_id>/delete/", entries.delete, name="entry_delete"),
    path("undo/", today.undo_change, name="undo"),
    path("week/", week.week, name="week"),
    path("entries/<str:kind>/", entries.entries, name="entries"),
    path("welcome/", settings.welcome, name="welcome"),
    path("settings/", settings.settings, name="settings"),
    path("settings/medicines/", settings.medicines, name="medicines"),
    path("settings/export/", settings.export_file, name="export_file"),
    path("settings/import/", settings.import_file, name="import_file"),
    path("settings/demo/", settings.demo_start, name="demo_start"),
    path("settings/demo/remove/", settings.demo_remove, name="demo_remove"),
    path("settings/delete/", settings.delete_account, name="delete_account"),
    path("sw.js", system.service_worker, name="service_worker"),
    path("health/", system.health, name="health"),
]
