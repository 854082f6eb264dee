"""The window: Qt Widgets over the services. `application.run_window` opens it."""
