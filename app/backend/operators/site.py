"""Django's admin for those who run the installation, loaded only where `ADMIN_ENABLED` is true.

There is no second way in: operators log in to the app like everyone, with its limits on guessing.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csp import csp_override
from django.views.static import serve

from accounts import open_sessions, services
from accounts.models import User
from uploads import services as uploads

if TYPE_CHECKING:
    Admin = ModelAdmin[User]  # generic in its type stubs only
else:
    Admin = ModelAdmin

PREFIX = "api/admin/"
FILES = Path(admin.__file__).parent / "static"
# The admin's own pages load their own scripts and styles, and nothing of anyone else.
POLICY: dict[str, list[str]] = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}


class OperatorSite(admin.AdminSite):
    """Lets in who is logged in to the app and an operator."""

    site_header = site_title = "Habit Tracker, operators"
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.is_operator and open_sessions.is_open(request, user)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated:
            raise Http404
        return HttpResponseRedirect("/login")

    def password_change(  # type: ignore[override]  # no page of its own
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect("/settings/account")

    def admin_view[View: Callable[..., Any]](self, view: View, cacheable: bool = False) -> View:
        return csp_override(POLICY)(super().admin_view(view, cacheable))


class UserAdmin(Admin):
    """People as operators see them: no password, no habits; they can be logged out and deleted."""

    list_display = ("email", "created_at", "last_login", "time_zone", "habits", "is_operator")
    search_fields = ("email",)
    list_filter = ("is_operator",)
    ordering = ("-created_at",)
    list_per_page = 50
    show_full_result_count = False
    fields = ("id", "email", "created_at", "last_login", "time_zone", "language", "is_operator")
    readonly_fields = fields
    actions = ("end_sessions",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).annotate(habits_count=Count("habits"))

    @admin.display(ordering="habits_count")
    def habits(self, user: User) -> int:
        return int(getattr(user, "habits_count", 0))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True  # the site has asked already

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # Operators are made and unmade by whoever deploys (handlers/manage.py), not by one another.
        return obj is None or not obj.is_operator

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @admin.action(description="Log out everywhere, and revoke API tokens", permissions=["view"])
    def end_sessions(self, request: HttpRequest, users: QuerySet[User]) -> None:
        for user in users:
            services.end_access(user)
        self.message_user(request, "They are logged out.", messages.SUCCESS)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        owner_id = obj.pk
        services.erase_account(obj)
        uploads.forget_owner(owner_id)


site = OperatorSite(name="admin")
site.register(User, UserAdmin)
# Deleting many at once would not ask for each whether it may be.
site.disable_action("delete_selected")


def urls() -> list[URLPattern | URLResolver]:
    """Under `PREFIX`: the admin's pages, and the files that they load."""
    return [
        path(f"{PREFIX}static/<path:path>", serve, {"document_root": FILES}),
        path(PREFIX, site.urls),
    ]
