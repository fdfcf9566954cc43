"""Every address of the API."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from accounts.api import password_views as passwords
from accounts.api import reset_views as resets
from accounts.api import session_views as sessions
from accounts.api import token_views as tokens
from accounts.api import views as accounts
from achievements.api import views as achievements
from analytics.api import habit_views as reports
from analytics.api import views as analytics
from core import health
from digests.api import views as digests
from feeds.api import views as feeds
from habits.api import many_views as many_habits
from habits.api import views as habits
from tracking.api import check_in_views as check_ins
from tracking.api import pause_views as pauses
from tracking.api import score_views as score
from tracking.api import views as tracking
from transfer.api import export_views as exports
from transfer.api import import_views as imports
from uploads.api import views as uploads

handler400 = "core.errors.bad_request"
handler403 = "core.errors.permission_denied"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health.HealthView.as_view()),
    path("api/session", accounts.SessionView.as_view()),
    path("api/auth/signup", accounts.SignupView.as_view()),
    path("api/auth/login", accounts.LoginView.as_view()),
    path("api/auth/logout", accounts.LogoutView.as_view()),
    path("api/auth/password", passwords.PasswordView.as_view()),
    path("api/auth/reset-link", resets.ResetLinkView.as_view()),
    path("api/auth/reset-password", resets.PasswordResetView.as_view()),
    path("api/auth/delete-account", passwords.AccountDeletionView.as_view()),
    path("api/sessions", sessions.OpenSessionsView.as_view()),
    path("api/sessions/<uuid:session_id>", sessions.OpenSessionView.as_view()),
    path("api/tokens", tokens.ApiTokensView.as_view()),
    path("api/tokens/<uuid:token_id>", tokens.ApiTokenView.as_view()),
    path("api/profile", accounts.ProfileView.as_view()),
    path("api/achievements", achievements.AchievementsView.as_view()),
    path("api/exports/json", exports.JsonExportView.as_view()),
    path("api/exports/json-zip", exports.JsonZipExportView.as_view()),
    path("api/exports/csv", exports.CsvExportView.as_view()),
    path("api/exports/loop-csv", exports.LoopCsvExportView.as_view()),
    path("api/exports/loop-db", exports.LoopDatabaseExportView.as_view()),
    path("api/exports/loop-db-zip", exports.LoopDatabaseZipExportView.as_view()),
    path("api/exports/losses", exports.ExportLossesView.as_view()),
    path("api/imports", imports.ImportsView.as_view()),
    path("api/imports/<uuid:import_id>", imports.ImportView.as_view()),
    path("api/imports/<uuid:import_id>/rollback", imports.RollbackView.as_view()),
    path("api/digest", digests.DigestView.as_view()),
    path("api/digest/stop", digests.StopDigestView.as_view()),
    path("api/feed", feeds.FeedView.as_view()),
    path("api/feed.ics", feeds.CalendarView.as_view()),
    path("api/analytics/heat-map", analytics.HeatMapView.as_view()),
    path("api/analytics/hours", analytics.HoursView.as_view()),
    path("api/analytics/overview", analytics.OverviewView.as_view()),
    path("api/analytics/rates", analytics.RatesView.as_view()),
    path("api/analytics/rolling-rates", analytics.RollingRatesView.as_view()),
    path("api/analytics/weekdays", analytics.WeekdaysView.as_view()),
    path("api/habits", habits.HabitsView.as_view()),
    path("api/habits/order", many_habits.HabitOrderView.as_view()),
    path("api/habits/bulk", many_habits.BulkEditView.as_view()),
    path("api/habits/<uuid:habit_id>", habits.HabitView.as_view()),
    path("api/habits/<uuid:habit_id>/comparisons", reports.ComparisonsView.as_view()),
    path("api/habits/<uuid:habit_id>/heat-map", reports.HeatMapView.as_view()),
    path("api/habits/<uuid:habit_id>/hours", reports.HoursView.as_view()),
    path("api/habits/<uuid:habit_id>/overview", reports.HabitOverviewView.as_view()),
    path("api/habits/<uuid:habit_id>/rates", reports.RatesView.as_view()),
    path("api/habits/<uuid:habit_id>/score/lens", reports.LensView.as_view()),
    path("api/habits/<uuid:habit_id>/totals", reports.TotalsView.as_view()),
    path("api/habits/<uuid:habit_id>/turning-points", reports.TurningPointsView.as_view()),
    path("api/habits/<uuid:habit_id>/weekdays", reports.WeekdaysView.as_view()),
    path("api/habits/<uuid:habit_id>/entries", tracking.EntriesView.as_view()),
    path("api/habits/<uuid:habit_id>/entries/<str:date>", check_ins.EntryView.as_view()),
    path("api/habits/<uuid:habit_id>/entries/<str:date>/amounts", check_ins.AmountsView.as_view()),
    path(
        "api/habits/<uuid:habit_id>/entries/<str:date>/check-ins/<uuid:check_in_id>",
        check_ins.UndoView.as_view(),
    ),
    path("api/entries/bulk", check_ins.ManyView.as_view()),
    path("api/habits/<uuid:habit_id>/streaks", tracking.StreaksView.as_view()),
    path("api/habits/<uuid:habit_id>/score", score.ScoresView.as_view()),
    path("api/habits/<uuid:habit_id>/score/explain", score.ExplanationView.as_view()),
    path("api/habits/<uuid:habit_id>/score/what-if", score.ForecastView.as_view()),
    path("api/pauses", pauses.PausesView.as_view()),
    path("api/pauses/<uuid:pause_id>", pauses.PauseView.as_view()),
    path("api/photos", uploads.PhotosView.as_view()),
    path("api/photos/<uuid:photo_id>", uploads.PhotoView.as_view()),
    path("api/tags", habits.TagsView.as_view()),
    path("api/tasks", tracking.TasksView.as_view()),
    path("api/tasks/range", tracking.PlannedTasksView.as_view()),
    path("api/uploads", uploads.UploadsView.as_view()),
    path("api/uploads/<uuid:upload_id>/finish", uploads.UploadView.as_view()),
]
if settings.MEDIA_ROOT:
    from uploads.api import local_views as media

    urlpatterns += [
        path("api/media", media.receive),
        path("api/media/<str:signed>", media.serve),
    ]
if settings.ADMIN_ENABLED:
    from operators import site as operators

    urlpatterns += operators.urls()
