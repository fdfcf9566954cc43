"""What the application's own serializers accept passes the gateway, asked of the two side by side."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from rest_framework.serializers import BaseSerializer

from accounts.api.serializers import (
    AccountDeletionSerializer,
    LoginSerializer,
    PasswordChangeSerializer,
    PasswordResetSerializer,
    ProfileSerializer,
    ResetLinkSerializer,
    SignupSerializer,
)
from accounts.api.token_serializers import ApiTokenWriteSerializer
from components.contract import gateway_body, read_contract
from digests.api.views import DigestSerializer
from habits.api.many_views import ManyHabitsSerializer, OrderSerializer
from habits.api.serializers import HabitWriteSerializer
from habits.schedules import ScheduleKind
from tracking.api.pause_views import PauseWriteSerializer
from tracking.api.serializers import (
    AmountWriteSerializer,
    EntryWriteSerializer,
    ManyWriteSerializer,
)
from uploads.api.serializers import UploadWriteSerializer

CONTRACT = read_contract(Path(__file__).resolve().parents[2] / "app" / "openapi.json")
MODELS = gateway_body(CONTRACT, title="habits-test", integration_uri="arn")["components"]["schemas"]

type Example = tuple[type[BaseSerializer[Any]], bool, str, dict[str, Any]]

HABIT: dict[str, Any] = {"name": "Read", "kind": "at_least", "target": 3, "schedule": {"kind": "daily"}}
EXAMPLES: list[Example] = [
    (HabitWriteSerializer, False, "HabitWriteRequest", HABIT),
    (HabitWriteSerializer, True, "PatchedHabitWriteRequest", HABIT),
    (EntryWriteSerializer, False, "EntryWriteRequest", {"state": "done", "amount": 2, "note": ""}),
    (
        AmountWriteSerializer,
        False,
        "AmountWriteRequest",
        {"amount": 2, "key": "6e1f4f8c-35c1-4a4e-9f0a-2f1c3c0b8d4e"},
    ),
    (
        ManyWriteSerializer,
        False,
        "ManyWriteRequest",
        {
            "entries": [
                {"habit_id": "6e1f4f8c-35c1-4a4e-9f0a-2f1c3c0b8d4e", "date": "2026-03-01", "state": "done"}
            ]
        },
    ),
    (OrderSerializer, False, "OrderRequest", {"habits": ["6e1f4f8c-35c1-4a4e-9f0a-2f1c3c0b8d4e"]}),
    (
        ManyHabitsSerializer,
        False,
        "ManyHabitsRequest",
        {"habits": ["6e1f4f8c-35c1-4a4e-9f0a-2f1c3c0b8d4e"], "archived": True, "add_tags": ["home"]},
    ),
    (PauseWriteSerializer, False, "PauseWriteRequest", {"first": "2026-03-01", "last": "2026-03-09"}),
    (SignupSerializer, False, "SignupRequest", {"email": "a@example.com", "password": "long enough"}),
    (LoginSerializer, False, "LoginRequest", {"email": "a@example.com", "password": "long enough"}),
    (
        PasswordChangeSerializer,
        False,
        "PasswordChangeRequest",
        {"current_password": "long enough", "new_password": "longer still"},
    ),
    (AccountDeletionSerializer, False, "AccountDeletionRequest", {"password": "long enough"}),
    (ResetLinkSerializer, False, "ResetLinkRequest", {"email": "a@example.com"}),
    (
        PasswordResetSerializer,
        False,
        "PasswordResetRequest",
        {"token": "a-b-c", "new_password": "long enough"},
    ),
    (ApiTokenWriteSerializer, False, "ApiTokenWriteRequest", {"name": "Watch", "scope": "read"}),
    (DigestSerializer, False, "DigestRequest", {"rhythm": "daily", "hour": 8}),
    (
        UploadWriteSerializer,
        False,
        "UploadWriteRequest",
        {
            "habit_id": "6f3d1a52-51d8-4a4b-9d5f-0c4f8a3d1e11",
            "date": "2026-03-18",
            "content_type": "image/jpeg",
            "bytes": 5,
        },
    ),
    (ProfileSerializer, True, "PatchedProfileRequest", {"language": "en", "first_weekday": 0}),
]

SCALARS = (
    None,
    True,
    "true",
    0,
    1,
    "1",
    3.0,
    "3.5",
    "",
    " ",
    " Read ",
    "x" * 300,
    "red",
    "done",
    "yes_no",
    "UTC",
)
ODD: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(SCALARS), lambda inner: st.lists(inner, max_size=2), max_leaves=3
)
SCHEDULES = st.fixed_dictionaries(
    {"kind": st.sampled_from([*ScheduleKind, "never", 1])},
    optional={
        "weekdays": st.just(["0", 1.0]) | ODD,
        "interval": ODD,
        "times": ODD,
        "days": ODD,
        "month_days": st.just(["-1", 31.0]) | ODD,
        "nth_weekdays": st.just([{"nth": "-1", "weekday": 6.0}]) | ODD,
        "rrule": st.just(" FREQ=DAILY ") | ODD,
        "unknown": ODD,
    },
)


def django_accepts(serializer: type[BaseSerializer[Any]], partial: bool, data: object) -> bool:
    return serializer(data=data, partial=partial).is_valid()


def gateway_accepts(model: str, data: object) -> bool:
    return Draft4Validator(MODELS[model]).is_valid(data)


def test_every_model_of_the_gateway_is_compared() -> None:
    assert {model for _, _, model, _ in EXAMPLES} == set(MODELS), "give the new model an example"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[2])
def test_the_plain_example_passes_both(example: Example) -> None:
    serializer, partial, model, data = example
    assert django_accepts(serializer, partial, data)
    assert gateway_accepts(model, data)


@pytest.mark.parametrize(
    "change",
    [
        {"name": 5},
        {"name": " " * 200 + "Read"},
        {"target": "3"},
        {"target": None, "kind": "yes_no"},
        {"position": "2"},
        {"archived": "true"},
        {"schedule": {"kind": "weekdays", "weekdays": ["0", 1.0]}},
        {"schedule": {"kind": "every_n_days", "interval": "2"}},
        {"unknown": {}},
    ],
)
def test_what_django_coerces_passes_the_gateway(change: dict[str, Any]) -> None:
    assert django_accepts(HabitWriteSerializer, False, HABIT | change)
    assert gateway_accepts("HabitWriteRequest", HABIT | change)


@given(st.sampled_from(EXAMPLES), st.data())
def test_whatever_django_accepts_passes_the_gateway(example: Example, draw: st.DataObject) -> None:
    serializer, partial, model, data = example
    fields = sorted([*serializer().fields, "unknown"])
    changes = draw.draw(st.dictionaries(st.sampled_from(fields), ODD | SCHEDULES, max_size=3))
    without = draw.draw(st.sets(st.sampled_from(sorted(data)), max_size=1))
    changed = {name: value for name, value in (data | changes).items() if name not in without}
    if django_accepts(serializer, partial, changed):
        assert gateway_accepts(model, changed)


@pytest.mark.parametrize("data", [None, [], "habit", 5])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[2])
def test_what_is_no_object_passes_neither(example: Example, data: object) -> None:
    serializer, partial, model, _ = example
    assert not gateway_accepts(model, data)
    assert data is None or not django_accepts(serializer, partial, data)
