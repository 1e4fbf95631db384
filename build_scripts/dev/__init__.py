"""What `make` calls: build and serve the site, install and run what the build needs."""
