"""Draws every form field as the look wants it: legend or label, help, errors, then the input."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    field_template_name = "forms/group.html"
