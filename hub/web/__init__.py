"""HTTP, WebSocket and the dashboard."""
