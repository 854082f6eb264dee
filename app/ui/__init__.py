"""The window: Qt Widgets over the services. `application.run_window` opens it."""

from app.ui.none_guard import hold_none

hold_none()
