"""A question of the programme leader: what it is about, and what a member says to it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from regions.access import Action, Request, can, fetch_region
from regions.models import Region
from regions.steering.decisions.ballots import mandate_on
from regions.steering.decisions.questions import LeaderQuestion, questions_of
from regions.steering.mandate.accepting import has_accepted
from regions.steering.models import Remark, SteeringGroup

from .remarking import readable

PROPOSAL, HOW, ANSWER = "proposal", "how", "answer"


class QuestionForm(forms.Form):
    """What a member does with a question; an answer needs words."""

    does = forms.ChoiceField(
        label=gettext_lazy("What do you do with this question?"),
        choices=[
            (ANSWER, gettext_lazy("I answer it")),
            (PROPOSAL, gettext_lazy("I ask for a proposal, so that the group can decide")),
            (HOW, gettext_lazy("This is how: it is up to the programme leader")),
        ],
        widget=forms.RadioSelect,
        initial=ANSWER,
    )
    text = forms.CharField(
        label=gettext_lazy("Your words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("does") == ANSWER and not told.get("text"):
            self.add_error("text", _("Write down what you want to pass on."))
        return told

    def as_remark(self, group: SteeringGroup, question: LeaderQuestion) -> Remark:
        """Advice when it goes back as how, else the group's business."""
        does, words = self.cleaned_data["does"], self.cleaned_data["text"].strip()
        usual = {
            PROPOSAL: _("Please make a proposal of this, with a date. Then the group can decide."),
            HOW: _("This is about how. That is up to you as the programme leader."),
        }
        return Remark(
            steering_group=group,
            about=Remark.About.HOW if does == HOW else Remark.About.WHAT,
            text="\n".join(filter(None, [usual.get(does, ""), words])),
            question=question.text,
            activity_key=UUID(question.key),
        )


@require_http_methods(["GET", "HEAD", "POST"])
def leader_question(request: Request, slug: str, key: UUID) -> HttpResponse:
    """One question that waits; a member answers, asks for a proposal, or sends it back as how."""
    action = Action.REMARK if request.method == "POST" else Action.LOOK
    region = fetch_region(request.user, slug, action)
    question = _waiting(region, key)
    if question is None:
        messages.info(request, _("This question does not wait any more."))
        return redirect("decisions", slug)
    if request.method != "POST":
        return _page(request, region, question, QuestionForm())
    form = QuestionForm(request.POST)
    group = get_object_or_404(SteeringGroup, region=region)
    if not has_accepted(request.user, group, timezone.localdate()):
        form.add_error(None, _("First read the mandate and accept it. Then you can do this."))
    if not form.is_valid():
        return _page(request, region, question, form)
    remark = form.as_remark(group, question)
    remark.made_by = request.user
    remark.save()
    messages.success(request, _("Your answer is with the programme leader."))
    return redirect("leader_question", slug, key)


def _waiting(region: Region, key: UUID) -> LeaderQuestion | None:
    now = timezone.now()
    found = questions_of(region, now, mandate_on(region, timezone.localdate(now)))
    return next((waiting for waiting in found if waiting.key == str(key)), None)


def _page(
    request: Request, region: Region, question: LeaderQuestion, form: QuestionForm
) -> HttpResponse:
    said = readable(request.user, region).filter(activity_key=question.key, question=question.text)
    context = {
        "region": region,
        "question": question,
        "form": form,
        "answers": said.select_related("made_by").order_by("made_at", "id"),
        "may_remark": can(request.user, Action.REMARK, region),
        "may_edit": can(request.user, Action.EDIT_PLAN, region),
    }
    status = 422 if form.errors else 200
    return render(request, "steering/leader_question.html", context, status=status)
