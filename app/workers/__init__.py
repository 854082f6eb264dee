"""Worker processes: typed messages, the host on the window's side, the child, the sandbox."""
