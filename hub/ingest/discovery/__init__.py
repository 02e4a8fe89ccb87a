"""Discovery dialects, one file each: announcements become entities."""
