"""Room for the electives of the regions (keuzevakken). It has no pages yet."""
