"""All URLs: accounts, the journal, guidance, and what is run from outside."""

from django.urls import include, path

from config import api

urlpatterns = [
    path("api/v1/", include(api.urlpatterns())),
    path("accounts/", include("journal.accounts.urls")),
    path("", include("guidance.urls")),
    path("", include("journal.urls")),
]

handler400 = "journal.views.system.bad_request"
handler404 = "journal.views.system.not_found"
handler500 = "journal.views.system.failed"
