"""Import a region's plan from a workbook into a draft, as the page does."""

import json

from django.core.management.base import BaseCommand, CommandError

from regions.models import Region
from regions.plans.imports.draft import save_plan
from regions.plans.imports.judgement import judge
from regions.plans.imports.parsed import ParsedPlan
from regions.plans.imports.remembered import columns_for, sheets_for
from regions.plans.imports.workbook import read_plan
from regions.plans.models import ColumnChoice
from regions.plans.versions import PlanRefused


class Command(BaseCommand):
    help = "Read a plan from an Excel workbook (.xlsx) and save it as a draft of a region."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", help="the workbook")
        parser.add_argument("--region", required=True, metavar="SLUG", help="address of the region")
        parser.add_argument("--sheet", help="name of the sheet, when there are several")
        parser.add_argument("--dry-run", action="store_true", help="only say what is found")
        parser.add_argument("--json", action="store_true", help="print all that was read as JSON")

    def handle(self, *args, **options) -> None:
        region = Region.objects.filter(slug=options["region"]).first()
        if region is None:
            raise CommandError(f"There is no region “{options['region']}”.")
        chosen = columns_for(region, ColumnChoice.Table.PLAN)
        found = read_plan(
            options["file"], sheet=options["sheet"], wanted=sheets_for(region), chosen=chosen
        )
        plan = judge(region, found)
        if options["json"]:
            told = {"can_be_saved": plan.can_be_saved, **plan.to_json()}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self._tell(plan)
        if not plan.can_be_saved:
            raise CommandError("Nothing was saved.")
        if options["dry_run"]:
            if not options["json"]:
                self.stdout.write("Dry run: nothing was saved.")
            return
        try:
            saved = save_plan(region, plan, by=None)
        except PlanRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(self.style.SUCCESS(f"Saved as a draft: version {saved.version}."))

    def _tell(self, plan: ParsedPlan) -> None:
        for problem in plan.problems:
            where = f"{problem.where}: " if problem.where else ""
            self.stdout.write(f"{problem.level}: {where}{problem.message}")
        lines, activities = len(plan.lines), len(plan.activities)
        milestones = sum(len(activity.milestones) for activity in plan.activities)
        self.stdout.write(f"{lines} lines, {activities} activities, {milestones} milestones")
