"""What authors and builds need of flow files: reading, checking, comparing, exporting. No browser loads it."""
