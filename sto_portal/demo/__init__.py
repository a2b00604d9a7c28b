"""A demonstration: fictional regions, schools, businesses and people. Nothing here is real."""
