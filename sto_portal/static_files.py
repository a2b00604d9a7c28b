"""Static files whose names change with their contents, so that browsers keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Modules of JavaScript import each other by those names too."""

    support_js_module_import_aggregation = True
