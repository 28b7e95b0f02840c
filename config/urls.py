"""All URLs: accounts, the journal, guidance, and what is run from outside."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("journal.account_urls")),
    path("", include("guidance.urls")),
    path("", include("journal.urls")),
]

handler404 = "journal.views.trouble.not_found"
