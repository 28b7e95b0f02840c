"""One module a page. A view reads top to bottom: guard, fetch mine, form, save, redirect; render last."""
